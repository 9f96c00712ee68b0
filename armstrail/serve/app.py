"""The web application: routes, headers, and the server that listens.

Enters: a view of a ledger. Leaves: a Starlette application. What a page holds is decided in ``pages``.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..ledger import LedgerError
from .pages import Pages

if TYPE_CHECKING:
    from ..view import View

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cache-control", b"no-store"),
)
_STATIC = {"style.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}


class _Headers:
    """Adds the headers that every answer carries."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self.app(scope, receive, with_headers)


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise HTTPException(404)
    body = files("armstrail").joinpath("serve", "static", name).read_bytes()
    return Response(body, media_type=_STATIC[name])


def make_app(view: View, *, hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")) -> Starlette:
    """The application over a view. ``hosts`` are the names that requests may use for this machine.

    A page of another site that makes its own name lead to this machine (DNS rebinding) is turned away by
    its name.
    """
    pages = Pages(view)

    def failed(status: int) -> Callable[[Request, Exception], Response | Awaitable[Response]]:
        def answer(request: Request, error: Exception) -> Response:
            return pages.problem(status, getattr(error, "detail", ""))

        return answer

    def refused(request: Request, error: Exception) -> Response:
        # A day that is none, the beginning of an id that fits several: the message is for a person.
        return pages.problem(400, str(error))

    routes = [
        Route("/", pages.cases),
        Route("/case/{id}", pages.case),
        Route("/documents", pages.documents),
        Route("/document/{id}", pages.document),
        Route("/series", pages.series),
        Route("/static/{name}", _static),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(_Headers), Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
        exception_handlers={
            404: failed(404),
            400: failed(400),
            405: failed(405),
            500: failed(500),
            LedgerError: refused,
        },
    )


def is_loopback(host: str) -> bool:
    """Whether an address is reachable from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve(view: View, *, host: str = "127.0.0.1", port: int = 8765) -> None:
    """Answer requests until interrupted."""
    import uvicorn

    hosts = ("127.0.0.1", "localhost", "[::1]", "::1") if is_loopback(host) else ("*",)
    config = uvicorn.Config(
        make_app(view, hosts=hosts), host=host, port=port, log_level="warning", server_header=False
    )
    uvicorn.Server(config).run()
