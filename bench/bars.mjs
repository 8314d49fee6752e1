// The bars of the project: a cell against another one, and how many times as much it may cost.

/** What it says of us, and against what; our scenario; the other scenario and peer; the bar. */
const TABLE = [
  ['virtual request hello', 'bare Socket.IO', 'socket-hello', 'socket-hello socketio', 1],
  ['virtual request 15 friends', 'bare Socket.IO', 'socket-friends', 'socket-friends socketio', 1],
  ['virtual request echo', 'bare Socket.IO', 'socket-echo', 'socket-echo socketio', 1],
  [
    'hello with 1 in flight',
    'bare Socket.IO',
    'socket-hello-single',
    'socket-hello-single socketio',
    1.1,
  ],
  [
    '15 friends with 1 in flight',
    'bare Socket.IO',
    'socket-friends-single',
    'socket-friends-single socketio',
    1.1,
  ],
  [
    'echo with 1 in flight',
    'bare Socket.IO',
    'socket-echo-single',
    'socket-echo-single socketio',
    1.1,
  ],
  ['virtual request with a session', 'without', 'socket-session', 'socket-hello halyard', 1.1],
  [
    'two policies and three checked inputs',
    'a bare function',
    'socket-checked',
    'socket-unchecked halyard',
    1.15,
  ],
  ['virtual request hello', 'Sails', 'socket-hello', 'socket-hello sails', 1 / 9],
  ['virtual request 15 friends', 'Sails', 'socket-friends', 'socket-friends sails', 1 / 9],
  ['virtual request echo', 'Sails', 'socket-echo', 'socket-echo sails', 1 / 9],
  ['HTTP hello', 'Sails', 'http-hello', 'http-hello sails', 1 / 15],
  ['HTTP 15 friends', 'Sails', 'http-friends', 'http-friends sails', 1 / 15],
  ['HTTP echo', 'Sails', 'http-echo', 'http-echo sails', 1 / 15],
  ['HTTP hello', 'Fastify', 'http-hello', 'http-hello fastify', 1.1],
  ['HTTP 15 friends', 'Fastify', 'http-friends', 'http-friends fastify', 1.1],
  ['HTTP echo', 'Fastify', 'http-echo', 'http-echo fastify', 1.1],
  [
    'HTTP with a session',
    'Fastify with its session plugin',
    'http-session',
    'http-session fastify',
    0.5,
  ],
  ['socket: 200 other routes', 'none', 'socket-friends', 'socket-friends-alone halyard', 1.05],
  ['HTTP: 200 other routes', 'none', 'http-friends', 'http-friends-alone halyard', 1.05],
  ['broadcast to 200 sockets', 'bare Socket.IO', 'broadcast-200', 'broadcast-200 socketio', 1],
  ['broadcast to 1000 sockets', 'bare Socket.IO', 'broadcast-1000', 'broadcast-1000 socketio', 1],
  ['heap of an idle socket', 'bare Socket.IO', 'idle-socket', 'idle-socket socketio', 1.2],
  ['from start to first answer', 'Sails', 'start', 'start sails', 1 / 3],
  ['browser client min+gzip', 'sails.io.js', 'client', 'client sails', 1],
]

export const BARS = TABLE.map(([title, peer, scenario, against, most]) => ({
  title,
  peer,
  ours: `${scenario} halyard`,
  against,
  most,
}))
