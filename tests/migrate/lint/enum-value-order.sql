-- :bad
alter type mood add value 'glad'; -- here
-- :good
alter type mood add value if not exists 'glad' after 'sad';
