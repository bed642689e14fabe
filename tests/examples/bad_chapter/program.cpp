// A program that the text beside it tells wrongly, each fault once.
int main() {
    // [changed]
    int one = 1;
    // [changed]
    // [forgotten]
    return one;
    // [forgotten]
    // [twice]
    // [twice]
    // [twice]
    // [twice]
}
