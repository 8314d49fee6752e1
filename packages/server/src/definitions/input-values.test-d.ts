import { expectTypeOf } from 'vitest'

import type { TypeOf } from './input-values.ts'

expectTypeOf<TypeOf<readonly ['number']>>().toEqualTypeOf<number[]>()
expectTypeOf<TypeOf<'ref'>>().toEqualTypeOf<unknown>()
expectTypeOf<TypeOf<{ city: 'string' }>>().toEqualTypeOf<{ city: string }>()
