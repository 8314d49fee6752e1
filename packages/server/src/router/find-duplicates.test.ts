import { describe, expect, test } from 'vitest'

import { findDuplicateAddresses } from './find-duplicates.ts'

describe('findDuplicateAddresses', () => {
  test.each([
    ['GET /x', 'get /x/'],
    ['/x/:id', '/X/:id'],
    ['*', '/*'],
    ['post r|^/x$|', 'POST r|^/x$|'],
  ])('%j and %j are one address, and the error names both', (first, second) => {
    const [problem] = findDuplicateAddresses([first, '/other', second])

    expect(problem?.code).toBe('E_DUPLICATE_ROUTE')
    expect(problem?.message).toContain(`"${first}" and "${second}"`)
  })

  test('another verb, another path or another case in a regular expression make another address', () => {
    const addresses = ['/x', 'GET /x', 'ALL /x', '/', '/x/:id', 'r|^/x$|', 'r|^/X$|']

    expect(findDuplicateAddresses(addresses)).toEqual([])
  })
})
