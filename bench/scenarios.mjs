// What is measured. Cells of one group run one after the other in each round, so that their ratio is of one moment.

const SOCKETS = ['socketio', 'halyard', 'sails']
const SERVERS = ['node-http', 'fastify', 'express', 'halyard', 'sails']
const WITH_SESSION = ['fastify', 'express', 'halyard', 'sails']
const US_AND_BARE = ['socketio', 'halyard']
const US = ['halyard']

const OTHER_ROUTES = 200

/**
 * A cell is a scenario and a peer. `kind` says how it is measured: `cpu` per request or per delivery in
 * microseconds, `heap` per idle socket in bytes, `start` in milliseconds, `size` in bytes.
 */
export const GROUPS = [
  [
    socket('socket-hello', 'hello', SOCKETS),
    socket('socket-session', 'hello, read from a session', SOCKETS, {
      request: 'session',
      withSession: true,
    }),
  ],
  [
    socket('socket-friends', `15 friends, ${OTHER_ROUTES} other routes`, SOCKETS, {
      otherRoutes: OTHER_ROUTES,
    }),
    socket('socket-friends-alone', '15 friends, no other route', US, { request: 'friends' }),
  ],
  [socket('socket-echo', 'echo of 1 KB', SOCKETS)],
  [
    socket('socket-hello-single', 'hello, 1 in flight', US_AND_BARE, {
      request: 'hello',
      inFlight: 1,
    }),
    socket('socket-friends-single', '15 friends, 1 in flight', US_AND_BARE, {
      request: 'friends',
      inFlight: 1,
      otherRoutes: OTHER_ROUTES,
    }),
    socket('socket-echo-single', 'echo of 1 KB, 1 in flight', US_AND_BARE, {
      request: 'echo',
      inFlight: 1,
    }),
  ],
  [
    socket('socket-unchecked', 'a bare function', US, { request: 'unchecked' }),
    socket('socket-checked', 'two policies and three checked inputs', US, { request: 'checked' }),
  ],
  [
    http('http-hello', 'hello', SERVERS),
    http('http-session', 'hello, read from a session', WITH_SESSION, {
      request: 'session',
      withSession: true,
    }),
  ],
  [
    http('http-friends', `15 friends, ${OTHER_ROUTES} other routes`, SERVERS, {
      otherRoutes: OTHER_ROUTES,
    }),
    http('http-friends-alone', '15 friends, no other route', US, { request: 'friends' }),
  ],
  [http('http-echo', 'echo of 1 KB', SERVERS)],
  [broadcast(200)],
  [broadcast(1_000)],
  [
    {
      id: 'idle-socket',
      title: 'heap of an idle socket',
      kind: 'heap',
      door: 'idle',
      peers: SOCKETS,
    },
  ],
  [
    {
      id: 'start',
      title: 'from start to first answer',
      kind: 'start',
      peers: [...SERVERS, 'socketio'],
      withSession: true,
    },
  ],
  [{ id: 'client', title: 'browser client, min+gzip', kind: 'size', peers: ['halyard', 'sails'] }],
]

/** 50 sockets with 16 requests in flight on each. */
function socket(id, title, peers, options = {}) {
  return {
    id,
    title: `socket: ${title}`,
    kind: 'cpu',
    door: 'socket',
    peers,
    connections: 50,
    inFlight: 16,
    request: id.slice('socket-'.length),
    otherRoutes: 0,
    ...options,
  }
}

/** 64 keep-alive connections with one request open on each. */
function http(id, title, peers, options = {}) {
  return {
    id,
    title: `HTTP: ${title}`,
    kind: 'cpu',
    door: 'http',
    peers,
    connections: 64,
    request: id.slice('http-'.length),
    otherRoutes: 0,
    ...options,
  }
}

function broadcast(connections) {
  return {
    id: `broadcast-${connections}`,
    title: `broadcast to ${connections} sockets, each delivery`,
    kind: 'cpu',
    door: 'broadcast',
    peers: SOCKETS,
    connections,
    otherRoutes: 0,
  }
}
