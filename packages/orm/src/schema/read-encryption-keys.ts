import { type Place, show } from './definition-place.ts'
import { isDictionary } from './model-definition.ts'

/** AES-256 takes keys of this many bytes. */
const KEY_BYTES = 32

const HOW_TO_MAKE_ONE =
  "Make one with `node -p \"require('crypto').randomBytes(32).toString('base64')\"`."

/** Reads the `dataEncryptionKeys` of a model that has something to encrypt. Messages never show a key. */
export function readEncryptionKeys(value: unknown, place: Place): ReadonlyMap<string, Uint8Array> {
  const keys = new Map<string, Uint8Array>()
  if (!isDictionary(value) || value['default'] === undefined) {
    refuse(
      place,
      'Attributes have `encrypt`, but `dataEncryptionKeys` has no key `default`.',
      `Write it in config/models. ${HOW_TO_MAKE_ONE}`,
    )
    return keys
  }
  for (const [id, key] of Object.entries(value)) {
    const bytes = readKey(key)
    if (!/^[a-z0-9_]+$/i.test(id))
      refuse(
        place,
        `The id ${show(id)} of a key has other characters than letters, digits and \`_\`.`,
        'Choose another id.',
      )
    else if (bytes === undefined)
      refuse(place, `The key \`${id}\` is no base64 text of ${KEY_BYTES} bytes.`, HOW_TO_MAKE_ONE)
    else keys.set(id, bytes)
  }
  return keys
}

function readKey(key: unknown): Uint8Array | undefined {
  if (typeof key !== 'string') return undefined
  const bytes = Buffer.from(key, 'base64')
  return bytes.length === KEY_BYTES ? bytes : undefined
}

function refuse(place: Place, found: string, fix: string): void {
  place.refuse(found, fix, 'E_INVALID_DATA_ENCRYPTION_KEYS')
}
