"""Pictures through the real pipeline: a ticket as a BFF gives it, a tus upload to the edge, processing, a receipt."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
from pathlib import Path
from typing import Any

import aiohttp
import pyvips

from bench.target import Target
from demo.catalogue import Edge, Shot

TICKET_LIFE = 3600
PATIENCE = 300.0
STEP = 3
TRIES = 5
BUSY = (502, 503, 504)


class UploadFailed(Exception):
    """The pipeline refused a picture, or took too long."""


class _Busy(Exception):
    """Worth another try: uploads go on from where they were."""


class Uploader:
    """Uploads pictures of the unpacked packages in `folder` on behalf of accounts."""

    def __init__(self, target: Target, session: aiohttp.ClientSession, folder: Path) -> None:
        self._target = target
        self._session = session
        self._folder = folder

    async def receipt(self, shot: Shot, *, kind: str, media_id: str, owner: str, edge: Edge) -> str:
        """The receipt of a picture that is stored and rendered in `edge`. Raises UploadFailed."""
        path = self._folder / shot.picture.package / shot.picture.file
        data = path.read_bytes()
        region = self._target.edge(edge)
        ticket = self._ticket(media_id, owner, len(data), kind, region)
        base = f"{self._target.url(region, 'site')}/upload/files"
        for attempt in range(1, TRIES + 1):
            try:
                await self._send(base, media_id, ticket, data)
                return await self._process(f"{base}/{media_id}", ticket, _edit(shot, path))
            except (_Busy, aiohttp.ClientConnectionError, TimeoutError) as error:
                if attempt == TRIES:
                    raise UploadFailed(f"{region} cannot take pictures: {error}") from error
                await asyncio.sleep(attempt)
        raise AssertionError

    def _ticket(self, media_id: str, owner: str, size: int, kind: str, region: str) -> str:
        """docs/protocols.md, section 6."""
        claims = {"media_id": media_id, "owner_id": owner, "size": size, "kind": kind, "edge": region}
        body = _encode(json.dumps(claims | {"exp": int(time.time()) + TICKET_LIFE}).encode())
        key = self._target.secrets.password(f"ticket/{region}")
        return f"{body}.{_encode(hmac.new(key.encode(), body.encode(), hashlib.sha256).digest())}"

    async def _send(self, base: str, media_id: str, ticket: str, data: bytes) -> None:
        headers = {"Upload-Ticket": ticket, "Tus-Resumable": "1.0.0"}
        async with self._session.post(base, headers=headers | {"Upload-Length": str(len(data))}) as answer:
            await _require(answer, 201)
            offset = int(answer.headers["Upload-Offset"])
        if offset == len(data):
            return
        chunk = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        async with self._session.patch(f"{base}/{media_id}", headers=headers | chunk, data=data[offset:]) as answer:
            await _require(answer, 204)

    async def _process(self, url: str, ticket: str, edit: dict[str, Any]) -> str:
        headers = {"Upload-Ticket": ticket}
        deadline = time.monotonic() + PATIENCE
        async with self._session.post(f"{url}/process", headers=headers, json=edit) as answer:
            await _require(answer, 202)
        while time.monotonic() < deadline:
            async with self._session.get(url, headers=headers, params={"wait": STEP}) as answer:
                state = await _require(answer, 200)
            if state["state"] == "failed":
                raise UploadFailed(str(state["reason"]))
            if state["state"] == "ready":
                return str(state["receipt"])
        raise UploadFailed("processing takes too long")


def _edit(shot: Shot, path: Path) -> dict[str, Any]:
    header = pyvips.Image.new_from_file(str(path))
    box = shot.frame.box(header.width, header.height, shot.picture.trim)
    return {"crop": dict(zip(("x", "y", "width", "height"), box, strict=True)), "rotate": 0, "fit": None}


async def _require(answer: aiohttp.ClientResponse, status: int) -> Any:
    body = await answer.read()
    if answer.status != status:
        complaint = f"{answer.method} {answer.url.path}: {answer.status} {body[:300].decode(errors='replace')}"
        raise _Busy(complaint) if answer.status in BUSY else UploadFailed(complaint)
    return json.loads(body) if body else None


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
