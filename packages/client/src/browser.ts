// Entry of the single script file: what sails.io.js does when it is loaded, with Socket.IO client 4 in it.
import { io as bundledClient } from 'socket.io-client'

import { type SailsAdditions, augmentIo } from './augment-io.ts'
import { AlreadyAugmentedError } from './errors.ts'
import { type ScriptElement, readScriptTag } from './script-tag.ts'
import type { SocketIoClient } from './socket-io.ts'

const initialOptions = readCurrentScript()

publish((client = bundledClient) => augmentIo(client, initialOptions))

/** As a module where there is a loader, as Sails' file does; else as the global `io`. */
function publish(augment: (client?: SocketIoClient) => SocketIoClient & SailsAdditions): void {
  const define: unknown = Reflect.get(globalThis, 'define')
  if (typeof define === 'function' && 'amd' in define) {
    define([], () => augment)
    return
  }
  if (hasSails(Reflect.get(globalThis, 'io'))) throw new AlreadyAugmentedError()
  Reflect.set(globalThis, 'io', augment())
}

function readCurrentScript(): ReturnType<typeof readScriptTag> {
  const script: unknown = typeof document === 'undefined' ? undefined : document.currentScript
  return isScriptElement(script) ? readScriptTag(script) : {}
}

function isScriptElement(value: unknown): value is ScriptElement {
  return typeof value === 'object' && value !== null && 'src' in value && 'getAttribute' in value
}

function hasSails(io: unknown): boolean {
  return typeof io === 'function' && Boolean(Reflect.get(io, 'sails'))
}
