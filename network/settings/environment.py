"""The one typed description of what may be set from outside, and what happens when it is wrong."""

import sys
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DEVELOPMENT_KEY = "developpement-seulement-ne-jamais-servir-en-production-0123456789"


class Environment(BaseSettings):
    """Read from the process environment only. Every field is documented in docs/operations.md."""

    model_config = SettingsConfigDict(env_prefix="", extra="ignore", case_sensitive=False)

    database_url: str = "postgres://postgres@127.0.0.1:5432/maillage"
    redis_url: str = "redis://127.0.0.1:6379/0"
    secret_key: str = DEVELOPMENT_KEY
    data_dir: Path = BASE_DIR / ".data"
    static_root: Path | None = None
    media_root: Path | None = None
    demo: bool = False
    debug: bool = False
    production: bool = False
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    public_url: str = "http://127.0.0.1:8000"
    email_url: str = ""
    email_from: str = "Maillage <maillage@exemple.test>"
    serving: Literal["asgi", "wsgi", "work"] = "wsgi"
    git_commit: str = "inconnu"
    installation_name: str = "Maillage"
    government_logo_url: str = ""
    database_pool_size: int = Field(default=10, ge=1, le=200)
    hsts_seconds: int = Field(default=31_536_000, ge=0)
    trust_proxy: bool = False
    api_public: bool = True
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    invitation_only: bool = True
    oidc_server_url: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = "Compte gouvernemental"
    saml_metadata_url: str = ""
    saml_entity_id: str = ""
    saml_name: str = "Compte gouvernemental"
    organisation_claim: str = "organization"
    identity_origins: str = ""
    embed_hosts: str = "www.youtube.com,youtu.be,vimeo.com"
    s3_bucket: str = ""
    s3_endpoint_url: str = ""
    s3_access_key: str = ""
    s3_secret_key: str = ""
    s3_region: str = "ca-central-1"

    @field_validator("database_url")
    @classmethod
    def _postgres_only(cls, value: str) -> str:
        if urlsplit(value).scheme not in {"postgres", "postgresql"}:
            raise ValueError("doit commencer par postgres:// : Maillage n’utilise que PostgreSQL")
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis_only(cls, value: str) -> str:
        if urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("doit commencer par redis://, rediss:// ou unix://")
        return value

    @field_validator("public_url")
    @classmethod
    def _absolute_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("doit être une adresse complète, par exemple https://maillage.exemple.ca")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _production_is_strict(self) -> "Environment":
        if self.production:
            if self.secret_key == DEVELOPMENT_KEY or len(self.secret_key) < 50:
                raise ValueError("SECRET_KEY doit compter au moins 50 caractères secrets en production")
            if self.demo:
                raise ValueError("DEMO ne peut pas être activé en production")
            if self.debug:
                raise ValueError("DEBUG ne peut pas être activé en production")
            if not self.public_url.startswith("https://"):
                raise ValueError("PUBLIC_URL doit commencer par https:// en production")
        return self

    @property
    def identity_urls(self) -> list[str]:
        """Addresses to which signing in may lead the browser: the configured providers, and IDENTITY_ORIGINS."""
        others = [origin.strip() for origin in self.identity_origins.split(",")]
        return [url for url in (self.oidc_server_url, self.saml_metadata_url, *others) if url]

    @property
    def hosts(self) -> list[str]:
        return [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]


def read_environment() -> Environment:
    """The settings of this process; a wrong value stops the start with a sentence per variable."""
    try:
        return Environment()
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = ".".join(str(part) for part in problem["loc"]).upper() or "RÉGLAGES"
            reason = problem["msg"].removeprefix("Value error, ")
            lines.append(f"Réglage {name} : {reason}.")
        sys.stderr.write("\n".join(lines) + "\n")
        raise SystemExit(1) from None


env = read_environment()
