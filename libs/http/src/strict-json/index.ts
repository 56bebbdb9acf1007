export { pointerOf } from './json-pointer'
export { parseStrictJson } from './strict-json'
