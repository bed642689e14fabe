// expected: this cannot be
