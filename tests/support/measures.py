"""What a service measured, for its unit tests."""


class Measured(list[tuple[str, float]]):
    def __call__(self, name: str, value: float) -> None:
        self.append((name, value))
