/** Types of Sails 0.12 that are still understood. */
export const OLD_TYPES: ReadonlyMap<string, 'string' | 'number'> = new Map<
  string,
  'string' | 'number'
>([
  ['text', 'string'],
  ['mediumtext', 'string'],
  ['longtext', 'string'],
  ['integer', 'number'],
  ['float', 'number'],
])

/** Types of Sails 0.12 that are gone, and what to write instead. */
export const REMOVED_TYPES: ReadonlyMap<string, string> = new Map([
  ['date', "Write `type: 'string', columnType: 'date'`, or a number of milliseconds."],
  ['datetime', "Write `type: 'string', columnType: 'datetime'`, or a number of milliseconds."],
  ['array', "Write `type: 'json'`."],
  ['binary', "Write `type: 'ref'` and the column's type as `columnType`."],
  ['objectid', "Write `type: 'string'`."],
])

/** Rules of Sails 0.12 that have another name now. */
export const OLD_RULES: ReadonlyMap<string, string> = new Map([
  ['after', 'isAfter'],
  ['before', 'isBefore'],
  ['creditcard', 'isCreditCard'],
  ['email', 'isEmail'],
  ['enum', 'isIn'],
  ['in', 'isIn'],
  ['integer', 'isInteger'],
  ['ip', 'isIP'],
  ['notIn', 'isNotIn'],
  ['url', 'isURL'],
  ['uuid', 'isUUID'],
])

/** Rules of Sails 0.12 that are gone: `custom` or `regex` does their work. */
export const REMOVED_RULES: ReadonlySet<string> = new Set([
  ...['alpha', 'alphadashed', 'alphanumeric', 'alphanumericdashed', 'contains', 'datetime'],
  ...['decimal', 'finite', 'float', 'hexColor', 'hexadecimal', 'int', 'ipv4', 'ipv6', 'is'],
  ...['lowercase', 'notContains', 'notNull', 'notRegex', 'numeric', 'truthy', 'uppercase'],
  ...['urlish', 'uuidv3', 'uuidv4', 'len'],
])
