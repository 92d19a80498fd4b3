import type { ClientMessage, ServerMessage } from "@mockstagram/shared/api/socket";
import { API } from "@mockstagram/shared/paths";
import { currentToken, receiveToken } from "./api/causal";

type Listener = (message: ServerMessage) => void;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const STABLE_MS = 10_000;

const listeners = new Set<Listener>();
let lastId: string | null = null;

export function onSocketMessage(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keeps one socket open until the returned function is called. */
export function keepSocket(): () => void {
  let socket: WebSocket | null = null;
  let timer = 0;
  let wait = FIRST_WAIT_MS;
  let stopped = false;

  const open = () => {
    const openedAt = Date.now();
    socket = connect();
    socket.addEventListener("close", () => {
      if (stopped) return;
      wait = Date.now() - openedAt > STABLE_MS ? FIRST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
      // Spread out, so that a restarted server does not meet everybody at once.
      timer = window.setTimeout(open, wait * (0.5 + Math.random()));
    });
  };
  const hurry = () => {
    if (socket?.readyState !== WebSocket.CLOSED) return;
    window.clearTimeout(timer);
    open();
  };

  open();
  window.addEventListener("online", hurry);
  return () => {
    stopped = true;
    window.removeEventListener("online", hurry);
    window.clearTimeout(timer);
    socket?.close();
  };
}

function connect(): WebSocket {
  const url = new URL(`${API}/socket`, window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(url);
  socket.addEventListener("open", () => {
    reply(socket, { type: "hello", causal: currentToken(), last_id: lastId });
  });
  socket.addEventListener("message", ({ data }) => {
    receive(socket, JSON.parse(String(data)) as ServerMessage);
  });
  return socket;
}

function receive(socket: WebSocket, message: ServerMessage): void {
  if (message.type === "ping") {
    reply(socket, { type: "pong" });
    return;
  }
  if ("causal" in message) receiveToken(message.causal);
  if ("id" in message) lastId = message.id;
  for (const listener of listeners) listener(message);
}

function reply(socket: WebSocket, message: ClientMessage): void {
  socket.send(JSON.stringify(message));
}
