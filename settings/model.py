"""The settings and their meaning; each is an environment variable that begins with KWARTIER_."""

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.shared.messages import SaidError

SECRETS = Path("/run/secrets")
"""Where a container finds its secrets, each a file whose name is the variable's, like kwartier_database."""


class SettingsError(SaidError):
    """Settings do not fit together; the message says which, and what to do."""


class Settings(BaseSettings):
    """Kwartier's settings; a variable wins over a secret of the same name.

    Raises `pydantic.ValidationError` when a value is unusable, naming the variable.
    """

    model_config = SettingsConfigDict(
        env_prefix="KWARTIER_",
        # Only containers have the folder, and pydantic warns of one that is not there.
        secrets_dir=SECRETS if SECRETS.is_dir() else None,
        frozen=True,
        extra="ignore",
    )

    environment: Literal["development", "production"] = Field(
        default="production", description="development accepts development tokens and moves clocks"
    )
    database: SecretStr = Field(
        default=SecretStr("postgresql://app@127.0.0.1:5432/kwartier"), description="DSN of PostgreSQL"
    )
    migrations_database: SecretStr | None = Field(
        default=None,
        description="DSN of the tables' owner, for migrations; without it they take the one above",
    )
    temporal: str = Field(default="127.0.0.1:7233", description="host:port of Temporal's frontend")
    namespace: str = Field(default="default", description="Temporal namespace")
    task_queue: str = Field(default="kwartier", description="Temporal task queue")
    # Not every address of the machine: whoever wants to be reached from outside says so.
    api_host: str = Field(default="127.0.0.1", description="address the API listens on")
    api_port: int = Field(default=8080, ge=0, le=65535, description="port the API listens on")
    public_url: str | None = Field(default=None, description="address under which people reach the API")
    security_contact: str | None = Field(
        default=None,
        pattern=r"^((mailto:|https://|tel:)\S+)?$",
        description="where weaknesses are reported (mailto:, https: or tel:), for /.well-known/security.txt",
    )
    theme: Path | None = Field(
        default=None, description="file of an organisation's own colours and letters (CSS) for the pages"
    )
    accessibility_statement: str | None = Field(
        default=None,
        pattern=r"^(https?://\S+)?$",
        description="address of the statement about accessibility, which every page leads to",
    )
    privacy_statement: str | None = Field(
        default=None,
        pattern=r"^(https?://\S+)?$",
        description="address of the statement about privacy, which every page leads to",
    )
    temporal_ui: str | None = Field(default=None, description="address of the Temporal UI, for links to it")
    token_issuer: str | None = Field(default=None, description="issuer (iss) that signed tokens must name")
    token_audience: str = Field(default="kwartier", description="audience (aud) that signed tokens must name")
    token_keys: SecretStr | None = Field(
        default=None, description="JSON Web Key Set with the keys that sign tokens"
    )
    token_keys_url: str | None = Field(
        default=None, description="address where the issuer publishes that key set, instead of it"
    )
    private_hosts: str = Field(
        default="", description="hosts, with commas, that may be asked although their addresses are private"
    )
    token_hours: int = Field(
        default=24, ge=1, le=8784, description="how many hours a token may be valid at most, and in all"
    )
    subjects: Literal["opaque", "addresses"] | None = Field(
        default=None,
        description="what the issuer's `sub` is: a name of its own, or the mail address that it has checked",
    )
    starter_role: str = Field(
        default="starter", min_length=1, description="role in a token of who may start programmes"
    )
    operator_role: str = Field(
        default="operator", min_length=1, description="role in a token of who runs Kwartier"
    )
    auditor_role: str = Field(
        default="auditor", min_length=1, description="role in a token of who reads everything"
    )
    roles_claim: str = Field(
        default="roles", min_length=1, description="claim in which roles stand; dots lead into others"
    )
    represents_claim: str = Field(
        default="represents.sub",
        min_length=1,
        description="claim that names the organisation somebody acts for, by the code it has in programmes",
    )
    sign_in_issuer: str | None = Field(
        default=None,
        pattern=r"^(https?://\S+)?$",
        description="OpenID Connect provider with which people sign in to the pages; it must be the issuer",
    )
    sign_in_client: str | None = Field(default=None, description="name of Kwartier at that provider")
    sign_in_secret: SecretStr | None = Field(
        default=None,
        description="secret of Kwartier at that provider; without it and a key it is a public client",
    )
    sign_in_key: SecretStr | None = Field(
        default=None,
        description="private key (JWK or PEM) by which Kwartier proves itself there (private_key_jwt)",
    )
    sign_in_scopes: str = Field(
        default="openid profile email", pattern=r"(^|\s)openid(\s|$)", description="what is asked of it"
    )
    sign_in_levels: str = Field(
        default="",
        description="levels of assurance (acr), with spaces, of which people must sign in with one",
    )
    session_idle_minutes: int = Field(
        default=120, ge=1, description="how long somebody who does nothing stays signed in"
    )
    session_hours: int = Field(
        default=12, ge=1, description="after how many hours everybody signs in anew, whatever they do"
    )
    trusted_proxies: str = Field(
        default="127.0.0.1,::1",
        description="addresses or networks, with commas, of proxies whose X-Forwarded-For is believed",
    )
    guesses_per_minute: int = Field(
        default=30, ge=1, description="tokens and links that do not count, from one address, before 429"
    )
    register_key: SecretStr | None = Field(
        default=None, description="Ed25519 key (private; JWK or PEM) that signs the register at each decision"
    )
    register_keys: str | None = Field(
        default=None,
        description="public keys (JWK set, JWK or PEMs) of earlier register keys, whose signatures count",
    )
    command_key: SecretStr | None = Field(
        default=None, description="Ed25519 key (private; JWK or PEM) with which the API signs commands"
    )
    command_keys: str | None = Field(
        default=None,
        description="public Ed25519 keys (JWK set, JWK or PEMs) of the APIs whose commands are carried out",
    )
    unsigned_commands_until: date | None = Field(
        default=None, description="last day on which the worker carries out commands that nobody signed"
    )
    cancelling: Literal["withdraws", "alarms"] = Field(
        default="withdraws",
        description="what cancelling a run in Temporal does: withdraw the programme, or only raise an alarm",
    )
    timestamp_url: str | None = Field(
        default=None,
        pattern=r"^(https?://\S+)?$",
        description="address of a time-stamping authority (RFC 3161), which stamps signed heads",
    )
    timestamp_certificate: str | None = Field(
        default=None,
        description="its certificates (PEM), or those of who vouches for it, to check its stamps",
    )
    guard_minutes: int = Field(
        default=60, ge=0, description="how often the worker compares what is kept; 0: never"
    )
    metrics: str | None = Field(
        default=None, description="host:port at which the worker shows metrics to Prometheus"
    )
    retention_days: int = Field(
        default=30, ge=1, description="how long Temporal keeps closed runs; the register is the record"
    )
    smtp_host: str | None = Field(
        default=None, description="server that mail goes to; without one nothing is sent, and it waits"
    )
    smtp_port: int = Field(default=587, ge=1, le=65535, description="port of the mail server")
    smtp_tls: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="how the connection to the mail server is protected"
    )
    smtp_user: str | None = Field(default=None, description="account at the mail server, if it asks for one")
    smtp_password: SecretStr | None = Field(default=None, description="password of that account")
    smtp_sender: str | None = Field(default=None, description="address that mail comes from")
    mail_folder: Path | None = Field(
        default=None, description="in development: folder of the mail server that keeps what it is given"
    )
    operators: str | None = Field(
        default=None, description="mail address of the operators, who are told of each alarm once"
    )
    log_format: Literal["json", "console"] = Field(default="json", description="how to write log lines")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info")

    @property
    def subjects_are_addresses(self) -> bool:
        """Whether the issuer calls people by their mail addresses; development's own always does."""
        return (
            self.subjects or ("addresses" if self.environment == "development" else "opaque")
        ) == "addresses"

    @property
    def owner_database(self) -> SecretStr:
        """Where migrations run: worker and API have accounts that may not change the schema."""
        return self.migrations_database or self.database
