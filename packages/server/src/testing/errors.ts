import { HalyardError } from '../errors.ts'

/** There is no test runner that `overEachTransport` could tell its tests to. */
export class NoTestRunnerError extends HalyardError {
  override readonly name = 'NoTestRunnerError'

  constructor(missing: string) {
    super(
      'E_NO_TEST_RUNNER',
      `overEachTransport() found no global ${missing}(). Switch on your runner's globals (vitest: \`globals: true\`), ` +
        `or hand over its functions: overEachTransport(title, define, { describe, afterEach }).`,
    )
  }
}

/** The socket.io-client package, which tests over sockets need, is not installed. */
export class NoSocketClientError extends HalyardError {
  override readonly name = 'NoSocketClientError'

  constructor(cause: unknown) {
    super(
      'E_NO_SOCKET_CLIENT',
      'Tests over sockets need the package socket.io-client. Install it: npm install --save-dev socket.io-client',
      { cause },
    )
  }
}
