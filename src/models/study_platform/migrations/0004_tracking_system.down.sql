drop table emotional_states;
drop table cognitive_states;
drop table tracking_sessions;
drop table tracking_behavioral;
drop table tracking_emotional;
drop table tracking_cognitive;
drop table tracking_events;
