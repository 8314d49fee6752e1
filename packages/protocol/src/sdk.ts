/** What a client says of itself in the handshake. */
export interface SdkMetadata {
  version: string
  platform: string
  language: string
}

/** Names of the handshake's query parameters; a server takes headers of the same names as well. */
export const SDK_VERSION_KEY = '__sails_io_sdk_version'
export const SDK_PLATFORM_KEY = '__sails_io_sdk_platform'
export const SDK_LANGUAGE_KEY = '__sails_io_sdk_language'

/** Version of the stock SDK whose contract halyard's own clients keep, and so name in the handshake. */
export const SDK_VERSION = '1.2.1'

/** Version that a client without the parameter counts as. */
export const ASSUMED_SDK_VERSION = '0.9.0'

/** Oldest version whose requests are answered. */
export const OLDEST_SDK_VERSION = '0.11.0'

/**
 * Whether a server of this protocol answers a client of that version. A pre-release tag is cut off
 * (`0.11.0-rc1` passes); what is no version at all does not pass.
 */
export function isSupportedSdkVersion(version: string): boolean {
  const found = /^\s*v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?/.exec(version)
  if (found === null) return false
  const major = Number(found[1])
  const minor = Number(found[2] ?? 0)
  return major > 0 || minor >= 11
}

/** Query string of the handshake, without a leading `?`: the app's own part first. */
export function toHandshakeQuery(sdk: SdkMetadata, ownQuery?: string): string {
  const own = (ownQuery ?? '').replace(/^\?/, '')
  const facts =
    `${SDK_VERSION_KEY}=${encodeURIComponent(sdk.version)}` +
    `&${SDK_PLATFORM_KEY}=${encodeURIComponent(sdk.platform)}` +
    `&${SDK_LANGUAGE_KEY}=${encodeURIComponent(sdk.language)}`
  return own === '' ? facts : `${own}&${facts}`
}
