import { expect, test } from 'vitest'

import { isCreditCard, isEmail, isHexColor, isIp, isUrl, isUuid } from './string-formats.ts'

test.each([
  [isEmail, ['a@b.co', 'first.last+tag@sub.example.org', "o'neil@example.com"]],
  [
    isUrl,
    [
      'http://example.com',
      'https://a.b.co/x?y=1#z',
      'example.com/path',
      'localhost:1337',
      'http://127.0.0.1:80',
      'http://[::1]/',
    ],
  ],
  [isIp, ['127.0.0.1', '::1', '2001:db8::ff00:42:8329']],
  [isUuid, ['A987FBC9-4BED-3078-CF07-9141BA07C9F3']],
  [
    isCreditCard,
    ['4111 1111 1111 1111', '5555-5555-5555-4444', '378282246310005', '6011111111111117'],
  ],
  [isHexColor, ['#fff', 'A0b1C2']],
])('%o takes the real ones', (check, texts) => {
  expect(texts.filter((text) => !check(text))).toEqual([])
})

test.each([
  [
    isEmail,
    ['ab', 'a@b', '@b.co', 'a@', 'a b@c.de', 'a@-b.de', `${'a'.repeat(65)}@b.co`, 'a..b@c.de'],
  ],
  [
    isUrl,
    [
      'ab',
      'http://',
      'mailto:a@b.co',
      'javascript:alert(1)',
      'http://a b.co',
      'http://a.co:99999',
      'gopher://a.co',
    ],
  ],
  [isIp, ['256.1.1.1', 'localhost', '1.2.3']],
  [isUuid, ['A987FBC9', 'zzzzzzzz-4bed-3078-cf07-9141ba07c9f3']],
  [isCreditCard, ['4111 1111 1111 1112', '1234', '']],
  [isHexColor, ['#ffff', 'red']],
])('%o refuses the others', (check, texts) => {
  expect(texts.filter(check)).toEqual([])
})
