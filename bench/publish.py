"""Publishing as a browser does it: permission, upload, processing, post; and how soon others see it."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from itertools import count

import pyvips

from bench.http import request
from bench.load import Worker, WrongAnswer
from bench.sessions import Viewer

SIDE = 1080
PHOTOS = 8
WAIT_S = 3
PATIENCE_S = 60.0
SEEN_EVERY_S = 0.01
FEED = "/api/v1/feed/following?limit=20"
NO_EDIT = b'{"crop": null, "rotate": 0, "fit": null}'


@dataclass(frozen=True)
class Freshness:
    """Seconds from a publish answer until the last follower of its author sees the post; of all the posts the longest."""

    posts: int
    followers: int
    seconds: float


def photo(seed: int) -> bytes:
    """A JPEG of 1080 × 1080 with structure at every scale, like a photograph."""
    layers = []
    for step, weight in ((1, 0.06), (8, 0.4), (64, 0.7), (512, 1.0)):
        side = SIDE // step + 2
        noise = pyvips.Image.gaussnoise(side, side, seed=seed * 10 + step, mean=0, sigma=60)
        layers.append(noise.resize(step, kernel="cubic").crop(0, 0, SIDE, SIDE) * weight)
    bands = [(sum(layers[1:], start=layers[0]) * tint + 128).cast("uchar") for tint in (1.0, 0.8, 0.6)]
    picture = bands[0].bandjoin(bands[1:]).copy(interpretation="srgb")
    data: bytes = picture.jpegsave_buffer(Q=88)
    return data


class Publisher:
    """Publishes pictures on behalf of viewers."""

    def __init__(self, host: str) -> None:
        self.host = host
        self._photos = [photo(seed) for seed in range(PHOTOS)]
        self._numbers = count()

    async def publish(self, worker: Worker, viewer: Viewer) -> str:
        """One post with one picture; answers its id. Raises WrongAnswer."""
        return await self.post(worker, viewer, await self.upload(worker, viewer))

    async def upload(self, worker: Worker, viewer: Viewer) -> str:
        """The receipt of a picture that is ready to be published."""
        data = self._photos[next(self._numbers) % PHOTOS]
        headers = self._writing(viewer)
        wanted = json.dumps({"size": len(data), "kind": "post"}).encode()
        given = json.loads((await worker.send(request("POST", "/api/v1/uploads", headers, wanted), 201)).body)
        tus = headers | {"upload-ticket": given["ticket"], "tus-resumable": "1.0.0"}
        path = f"{given['upload_url']}/{given['media_id']}"
        await worker.send(request("POST", given["upload_url"], tus | {"upload-length": str(len(data))}), 201)
        chunk = tus | {"upload-offset": "0", "content-type": "application/offset+octet-stream"}
        await worker.send(request("PATCH", path, chunk, data), 204)
        await worker.send(request("POST", f"{path}/process", tus | {"content-type": "application/json"}, NO_EDIT), 202)
        return await self._receipt(worker, path, tus)

    async def post(self, worker: Worker, viewer: Viewer, receipt: str) -> str:
        """Publish what was uploaded; answers the post's id."""
        body = json.dumps({"caption": "Measured.", "media": [{"receipt": receipt, "alt": "Noise"}]}).encode()
        answer = await worker.send(request("POST", "/api/v1/posts", self._writing(viewer), body), 201)
        return str(json.loads(answer.body)["id"])

    def _writing(self, viewer: Viewer) -> dict[str, str]:
        return viewer.headers(self.host) | {"origin": f"http://{self.host}", "content-type": "application/json"}

    async def _receipt(self, worker: Worker, path: str, headers: dict[str, str]) -> str:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            answer = await worker.send(request("GET", f"{path}?wait={WAIT_S}", headers))
            state = json.loads(answer.body)
            if state["state"] == "ready":
                return str(state["receipt"])
            if state["state"] == "failed":
                raise WrongAnswer(str(state["reason"]))
        raise WrongAnswer("processing takes too long")


async def measure_freshness(
    publisher: Publisher, workers: list[Worker], authors: list[Viewer], followers: dict[int, list[Viewer]]
) -> Freshness:
    """Publish one post of each author, all at once, and look until every follower of each has seen it.

    A worker for each author. The pictures are uploaded before.
    """
    receipts = [await publisher.upload(workers[0], author) for author in authors]
    seconds = await asyncio.gather(
        *(
            _publish_and_watch(worker, publisher, author, receipt, followers[author.number])
            for worker, author, receipt in zip(workers, authors, receipts, strict=True)
        )
    )
    return Freshness(len(authors), sum(len(followers[author.number]) for author in authors), max(seconds))


async def _publish_and_watch(
    worker: Worker, publisher: Publisher, author: Viewer, receipt: str, followers: list[Viewer]
) -> float:
    """Seconds from this publish's answer until the last follower of its author sees the post."""
    post_id = await publisher.post(worker, author, receipt)
    answered = time.perf_counter()
    return await _watch(worker, publisher, followers, post_id) - answered


async def _watch(worker: Worker, publisher: Publisher, followers: list[Viewer], post_id: str) -> float:
    """When the last follower could see the post: one in each edge is watched, then all are asked."""
    by_edge = {follower.edge: follower for follower in followers}
    last = time.perf_counter()
    for follower in by_edge.values():
        last = await _see(worker, publisher, follower, post_id, last)
    for follower in followers:
        last = await _see(worker, publisher, follower, post_id, last)
    return last


async def _see(worker: Worker, publisher: Publisher, follower: Viewer, post_id: str, last: float) -> float:
    """`last` when the follower sees the post at the first look, else the time when he did."""
    deadline = time.monotonic() + PATIENCE_S
    wanted = f'"id":"{post_id}"'.encode()
    looks = 0
    while time.monotonic() < deadline:
        answer = await worker.send(request("GET", FEED, follower.headers(publisher.host)))
        if wanted in answer.body:
            return time.perf_counter() if looks else last
        looks += 1
        await asyncio.sleep(SEEN_EVERY_S)
    raise WrongAnswer("a follower never sees the post")
