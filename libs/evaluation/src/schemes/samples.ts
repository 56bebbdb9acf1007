import type { SchemeVersion } from '../domain/scheme'
import { COMMON_ANNUAL } from './common-annual'
import { GANZHOU } from './ganzhou'
import { LARGE_INSTRUMENTS } from './large-instruments'
import { QUANZHOU } from './quanzhou'

/** 示例方案, shaped on published rules of different cities, each naming its source; in force nowhere until published. */
export const SAMPLE_SCHEMES: readonly SchemeVersion[] = [GANZHOU, QUANZHOU, LARGE_INSTRUMENTS, COMMON_ANNUAL]
