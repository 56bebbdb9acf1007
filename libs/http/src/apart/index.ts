export type { Reading } from './reading'
export { ReadingRoom, ROOM_LIMITS, type RoomLimits, readingRoom } from './reading-room'
