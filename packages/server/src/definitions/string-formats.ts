import { isIP as ipVersion } from 'node:net'

/** Longest e-mail address and longest part before the `@` that RFC 5321 allows, in characters. */
const MAX_EMAIL_LENGTH = 254
const MAX_EMAIL_LOCAL_LENGTH = 64

const EMAIL_LOCAL =
  /^[\w!#$%&'*+/=?^`{|}~\u00A0-\uFFFF-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u00A0-\uFFFF-]+)*$/
const HOST_LABEL = /^[a-z\d\u00A0-\uFFFF](?:[a-z\d\u00A0-\uFFFF-]{0,61}[a-z\d\u00A0-\uFFFF])?$/i
const TOP_LEVEL_DOMAIN = /^(?:[a-z\u00A1-\uFFFF]{2,}|xn--[a-z\d-]{2,})$/i
const HEX_COLOR = /^#?(?:[\da-f]{3}|[\da-f]{6})$/i
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i
const URL_SCHEME = /^(?:(https?|ftp):)?\/\//i

/** Numbers of cards by issuer: Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay, Maestro. */
const CARD_NUMBER =
  /^(?:4\d{12}(?:\d{3}){0,2}|(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}|3[47]\d{13}|6(?:011|5\d{2})\d{12,15}|3(?:0[0-5]|[68]\d)\d{11}|(?:2131|1800|35\d{3})\d{11}|62\d{14,17}|6[37]\d{10,17})$/

/** Whether a text is an e-mail address with a domain that can be on the internet. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  if (at < 1 || at > MAX_EMAIL_LOCAL_LENGTH || text.length > MAX_EMAIL_LENGTH) return false
  return EMAIL_LOCAL.test(text.slice(0, at)) && isDomain(text.slice(at + 1))
}

/** Whether a text is an http, https or ftp URL, or one without scheme; its host is a domain, an IP address or `localhost`. */
export function isUrl(text: string): boolean {
  if (text === '' || text.length > 2_083 || /[\s<>]/.test(text)) return false
  const hasScheme = URL_SCHEME.test(text)
  const rest = text.replace(URL_SCHEME, '')
  const authority = rest.split(/[/?#]/, 1)[0] ?? ''
  // Without a scheme of ours, `mailto:a@b.co` would read as a user's name and password.
  if (!hasScheme && authority.includes('@')) return false
  const hostAndPort = authority.slice(authority.lastIndexOf('@') + 1)
  return isHostWithPort(hostAndPort) && URL.canParse(`http://${rest}`)
}

/** Whether a text is an IP address, version 4 or 6. */
export function isIp(text: string): boolean {
  return ipVersion(text) !== 0
}

/** Whether a text is a UUID of any version. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** Whether a text is a colour in three or six hexadecimal digits, with or without `#`. */
export function isHexColor(text: string): boolean {
  return HEX_COLOR.test(text)
}

/** Whether a text is a card number with a right check digit; blanks and dashes do not count. */
export function isCreditCard(text: string): boolean {
  const digits = text.replaceAll(/[- ]/g, '')
  return CARD_NUMBER.test(digits) && hasLuhnDigit(digits)
}

function isDomain(text: string): boolean {
  const labels = text.split('.')
  const last = labels.at(-1) ?? ''
  return (
    labels.length > 1 &&
    TOP_LEVEL_DOMAIN.test(last) &&
    labels.every((label) => HOST_LABEL.test(label))
  )
}

function isHostWithPort(text: string): boolean {
  const match = /^(?:\[([\da-f:.]+)\]|([^:]+))(?::(\d{1,5}))?$/i.exec(text)
  if (match === null) return false
  const [, ipv6, host = '', port = '1'] = match
  if (Number(port) < 1 || Number(port) > 65_535) return false
  if (ipv6 !== undefined) return ipVersion(ipv6) === 6
  return host.toLowerCase() === 'localhost' || isIp(host) || isDomain(host)
}

function hasLuhnDigit(digits: string): boolean {
  let sum = 0
  for (let index = digits.length - 1, double = false; index >= 0; index--, double = !double) {
    const digit = Number(digits[index]) * (double ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}
