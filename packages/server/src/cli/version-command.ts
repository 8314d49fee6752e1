import { VERSION } from '../app/version.ts'
import type { RunCommand } from './command.ts'
import { print } from './print.ts'

export const runVersion: RunCommand = async () => {
  print(VERSION)
  return 0
}
