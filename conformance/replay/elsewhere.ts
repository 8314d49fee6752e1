/** Recorded exchanges that tests of the server bring about themselves, by the file that has them. */
export const TESTED_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'packages/server/test/sockets/cluster.test.ts': [
    'Redis gone: broadcast to a local member still arrives',
  ],
  'packages/server/test/redis-session.test.ts': [
    'how sessions lie in Redis',
    'Redis gone (sessions are in it too): a socket request',
  ],
}
