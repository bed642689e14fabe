#include <iostream>

#include <rowan/version.hpp>

int main() {
    std::cout << "rowan " << rowan::version() << '\n';
}
