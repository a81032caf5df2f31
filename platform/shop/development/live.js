const KINDS = {{ kinds }};
const outcome = document.querySelector("#outcome");
let token = "";

function show(way, text) {
  const line = document.createElement("li");
  line.textContent = `${new Date().toLocaleTimeString()} ${text}`;
  document.querySelector(way).prepend(line);
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: body && JSON.stringify(body),
  });
  const content = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(content.detail);
  return content;
}

async function address(path, last) {
  const { ticket } = await post("/api/notifications/ticket");
  return `${path}?ticket=${ticket}${last ? `&lastEventId=${last}` : ""}`;
}

// A ticket is good for one connection: so a new one is made here instead of by the browser, which would send
// the old one again.
async function listenBySse(last) {
  const source = new EventSource(await address("/api/notifications/stream", last));
  let again = 3000;
  const heard = (event) => {
    last = event.lastEventId || last;
    show("#sse", `${event.type} ${event.data}`);
  };
  [...KINDS, "reset"].forEach((kind) => source.addEventListener(kind, heard));
  source.addEventListener("end", (event) => {
    const end = JSON.parse(event.data);
    again = end.again ? end.retry : 0;
    show("#sse", `end: ${end.reason}`);
  });
  source.onopen = () => show("#sse", "open");
  source.onerror = () => {
    source.close();
    if (again && token) setTimeout(() => listenBySse(last).catch(failed), again);
  };
}

async function listenByWebSocket(last) {
  const path = await address("/api/notifications/ws", last);
  const socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}${path}`);
  let again = 3000;
  socket.onmessage = (event) => {
    const message = JSON.parse(event.data);
    last = message.id || last;
    again = message.retry || again;
    if (message.type !== "heartbeat") show("#ws", `${message.type} ${JSON.stringify(message.data ?? message)}`);
  };
  socket.onclose = (event) => {
    show("#ws", `closed: ${event.code} ${event.reason}`);
    if (event.code !== 4401 && token) setTimeout(() => listenByWebSocket(last).catch(failed), again);
  };
}

function failed(error) {
  outcome.textContent = error.message;
}

document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    token = (await post("/api/users/login", Object.fromEntries(new FormData(event.target)))).accessToken;
    outcome.textContent = "Listening.";
    document.querySelector("#out").disabled = false;
    await Promise.all([listenBySse(), listenByWebSocket()]);
  } catch (error) {
    failed(error);
  }
});

document.querySelector("#out").addEventListener("click", async () => {
  await post("/api/users/logout-all").catch(failed);
  token = "";
  outcome.textContent = "Signed out: both streams end within a second.";
});
