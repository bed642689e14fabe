// Runs a fuzz target without libFuzzer: inputs of all lengths, from a generator that always says the same.

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <random>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main() {
    constexpr int inputs = 20'000;
    // Characters that parsers look for come up more often than chance would have them.
    constexpr std::string_view words = "0123456789-+:.TZeE{}[]\",\\u \n$'();NaNInfinitytruefalsenull";
    std::mt19937 random(1);
    for (int i = 0; i != inputs; ++i) {
        std::vector<std::uint8_t> input(random() % 200);
        for (auto& one : input) one = static_cast<std::uint8_t>(random() % 4 == 0 ? random() : words[random() % words.size()]);
        LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    std::cout << inputs << " inputs\n";
}
