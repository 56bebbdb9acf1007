import { Body, Controller, Param, Post, type Type } from '@nestjs/common'
import { ApiBody } from '@nestjs/swagger'
import { validated } from '@pilot-ledger/http'
import { MEMBERSHIP_KINDS, MEMBERSHIPS, type MembershipKind } from '../domain/events'
import { RegisterDoor } from './command-headers'
import { type Exchange, HttpExchange } from './exchange'
import { MembershipEndDto, START_CLASS } from './membership-dtos'
import { RegisterDesk } from './register-desk'

/**
 * The door of one kind of membership: `POST /api/platforms/{id}/<path>` starts one, `POST …/<path>/{key}/end` ends it.
 * The kinds differ by their path and by the class of their start, so their doors are made from the table.
 */
function doorOf(kind: MembershipKind): Type {
  const { started, ended, path } = MEMBERSHIPS[kind]

  @RegisterDoor()
  @Controller(`api/platforms/:id/${path}`)
  class MembershipDoor {
    constructor(private readonly desk: RegisterDesk) {}

    @Post()
    @ApiBody({ type: START_CLASS[kind] })
    start(@Param('id') id: string, @Body() body: unknown, @HttpExchange() exchange: Exchange) {
      return this.desk.record(id, started, validated(START_CLASS[kind], body), exchange)
    }

    @Post(':key/end')
    end(
      @Param('id') id: string,
      @Param('key') key: string,
      @Body() body: MembershipEndDto,
      @HttpExchange() exchange: Exchange,
    ) {
      return this.desk.record(id, ended, { key, ...body }, exchange)
    }
  }

  // OpenAPI names operations by their class: six of one name would not be told apart.
  Object.defineProperty(MembershipDoor, 'name', { value: `${started}Door` })
  return MembershipDoor
}

export const MEMBERSHIP_DOORS: readonly Type[] = MEMBERSHIP_KINDS.map(doorOf)
