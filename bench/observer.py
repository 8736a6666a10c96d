"""What must be true of every answer in the isolation fuzz."""

from dataclasses import dataclass, field

from infra.database import Place, login_name


@dataclass
class Observer:
    """Judges all that one hop sees."""

    place: Place
    other: Place
    findings: list[str] = field(default_factory=list)

    def state(self, role: str, path: str, tenant: str) -> None:
        for what, seen, right in (
            ("role", role, self.place.schema),
            ("search_path", path, self.place.schema),
            ("app.tenant", tenant, str(self.place.tenant_id)),
        ):
            if seen != right:
                self.findings.append(f"{what} is {seen!r}, not {right!r}")

    def songs(self, songs: list[str]) -> None:
        """Its own canary, its own jobs, and no other's."""
        own = f"canary-{self.place.schema}"
        if not any(own in song for song in songs):
            self.findings.append("its own canary is not there")
        for song in songs:
            if own not in song and str(self.place.tenant_id) not in song:
                self.findings.append(f"LEAK: {song}")

    def bare(self, role: str, path: str, tenant: str) -> None:
        """What a connection holds before any tenant is taken on."""
        for what, seen, right in (
            ("role", role, login_name("app")),
            ("search_path", path, '""'),
            ("app.tenant", tenant, ""),
        ):
            if seen != right:
                self.findings.append(f"{what} {seen!r} was left on the connection")

    def answered(self, what: str) -> None:
        self.findings.append(f"{what} was answered")
