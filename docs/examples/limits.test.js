import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

const page = read('../limits.md').replaceAll(/ +/g, ' ')

/** Bounds without a setting: where they stand in the sources, and what the page says. */
const FIXED = [
  ['server/src/request/parse-query.ts', 'MAX_PARAMETERS = 1_000', 'query string | 1,000'],
  ['server/src/request/parse-query.ts', 'MAX_DEPTH = 5', '`a[b][c]` | 5 levels'],
  ['server/src/request/parse-query.ts', 'MAX_ARRAY_LENGTH = 100', 'array in a query string | 100'],
  ['server/src/router/parse-address.ts', 'MAX_ADDRESS_LENGTH = 16_384', '16,384 characters'],
  ['server/src/transports/http/parse-body-bytes.ts', 'MAX_JSON_DEPTH = 64', 'JSON data | 64'],
  ['server/src/transports/http/parse-body-bytes.ts', 'MAX_FORM_FIELDS = 1_000', 'body | 1,000'],
  ['server/src/transports/http/parse-body-bytes.ts', 'MAX_FORM_DEPTH = 32', 'body | 32 levels'],
  ['server/src/transports/http/body-settings.ts', 'MEGABYTE = 1_048_576', '1,048,576 bytes'],
  ['server/src/transports/http/http-hook.ts', 'CLOSE_GRACE_MS = 100', 'answered | 100 ms'],
  ['server/src/transports/socket/parse-virtual-request.ts', '= 8_192', 'URL | 8,192'],
  ['server/src/transports/socket/parse-request-headers.ts', 'MAX_HEADERS = 100', '| 100, of'],
  ['server/src/transports/socket/parse-request-headers.ts', '= 16_384', '16,384 characters tog'],
  ['server/src/app/message-settings.ts', '= 10_000_000', 'piped | 10,000,000 bytes'],
  ['server/src/transports/socket/create-io-server.ts', '= 16_000_000', 'or 16 MB beyond'],
  ['server/src/transports/socket/before-connect.ts', 'TIMEOUT_MS = 20_000', '20,000 ms'],
  ['server/src/transports/socket/close-connections.ts', 'GRACE_MS = 500', 'lowers | 500 ms'],
  ['server/src/transports/socket/redis-clients.ts', '= 10_000', 'Redis | 10,000'],
  ['server/src/transports/socket/redis-clients.ts', '= 2_000', 'grows to 2,000 ms'],
  ['server/src/session/memory-store.ts', 'MAX_ENTRIES = 100_000', 'memory | 100,000'],
  ['server/src/session/memory-store.ts', '24 * 60 * 60 * 1000', '24 hours'],
  ['server/src/session/sid-cookie.ts', 'MAX_VALUE_LENGTH = 256', '256 characters'],
  ['server/src/session/cookie-exchange.ts', 'TOKEN_LIFE_MS = 30_000', '| 30,000 ms | 403'],
  ['server/src/transports/in-process/copy-as-json.ts', 'MAX_DEPTH = 1_000', '1,000 levels'],
  ['server/src/transports/in-process/in-process-transport.ts', 'DEPTH = 64', 'data 64'],
  ['client/src/cookie-endpoint.ts', 'TIMEOUT_MS = 10_000', '10,000 ms'],
]

/** Defaults of settings. */
const DEFAULTS = [
  ['server/src/app/config/build-config.ts', 'requestTimeoutMs: 60_000', '60,000 ms'],
  ['server/src/app/config/build-config.ts', 'timeoutMs: 10_000', 'lowers | 10,000 ms'],
  ['server/src/app/config/build-config.ts', 'hookTimeout: 40_000', 'load | 40,000 ms'],
  ['server/src/app/run-bootstrap.ts', '= 30_000', 'bootstrap | 30,000 ms'],
  ['server/src/transports/http/http-settings.ts', '= 4_000', 'listens | 4,000 ms'],
  ['server/src/transports/socket/socket-config.ts', "'maxHttpBufferSize', 1_000_000", '1,000,000'],
  ['server/src/transports/socket/socket-config.ts', "'maxOpenRequests', 64", 'open | 64'],
  [
    'server/src/transports/socket/socket-config.ts',
    "'maxDepth', 64, { min: 1, max: 1_000",
    '(at most',
  ],
  ['server/src/transports/socket/socket-config.ts', "'maxWaitingBytes', 16_000_000", '16,000,000'],
  ['server/src/transports/socket/socket-config.ts', "'pingInterval', 25_000", '25,000 ms'],
  ['server/src/transports/socket/socket-config.ts', "'pingTimeout', 60_000", '60,000 ms for its'],
  [
    'server/src/transports/socket/socket-config.ts',
    "'roomAckTimeoutMs', 5_000",
    'rooms | 5,000 ms',
  ],
  ['server/src/session/session-settings.ts', '= 5_000', 'store | 5,000 ms'],
  ['client/src/options.ts', 'TIMEOUT_MS = 120_000', '120,000 ms'],
  ['client/src/options.ts', 'REQUESTS = 1_000', 'connection | 1,000'],
]

test.each([...FIXED, ...DEFAULTS])('%s: %s is on the page', (file, inSource, onPage) => {
  expect(read(`../../packages/${file}`)).toContain(inSource)
  expect(page).toContain(onPage)
})

function read(path) {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}
