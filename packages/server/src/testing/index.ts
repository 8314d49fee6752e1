export { type TestApp, type TestConfig, createTestApp } from './create-test-app.ts'
export { NoSocketClientError, NoTestRunnerError } from './errors.ts'
export {
  type LiftForTest,
  type TestRunner,
  type TransportName,
  type TransportUnderTest,
  overEachTransport,
} from './over-each-transport.ts'
export type { TestSocket } from './socket-door.ts'
export type {
  TestReply,
  TestRequest,
  TypedTestReply,
  TypedTestRequest,
  UntypedTestRequest,
} from './test-reply.ts'
