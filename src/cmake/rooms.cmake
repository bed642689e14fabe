# The rooms, from the ground up: a room includes only rooms before it (checked by tests/layering).
# `models` is not listed: each folder in it is a small library of its own.
set(rowan_all_rooms meta types schema sql dialect session query validate migrate cli)
