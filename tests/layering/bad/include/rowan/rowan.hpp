#pragma once
#include <rowan/session/session.hpp>
