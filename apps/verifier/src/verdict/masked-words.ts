import type { Told } from '../certificate/claim'
import { words } from './words'

/** The same, with what is hidden of it, and what therefore rests on the word of who issued it. */
export const maskedTold = (told: Told, whole: number, derived: number): Told => ({
  ...told,
  statement: [
    ...told.statement,
    [
      words('遮盖', 'Masked'),
      words(
        '委托方、产品、合同名称等不出示，以台账中的加盐承诺和本文件自己的代号（M…）代替；另一份证明用另一套代号',
        'clients, products, titles and the like are not shown: salted commitments of the log stand in their place, with tokens (M…) of this file alone',
      ),
    ],
    [
      words('整条出示', 'Shown whole'),
      whole === 0
        ? words('无', 'none')
        : words(
            `${whole} 条记录早于遮盖启用，只能整条出示，其中可见委托方、产品、合同名称`,
            `${whole} entries are from before values could be masked and can only be shown whole: clients, products and titles can be read in them`,
          ),
    ],
  ],
  checked: [
    ...told.checked,
    words(
      '被遮盖的内容在登记时即已承诺于台账，事后不能更换；金额、日期、合同编号未遮盖，逐条来自台账',
      'what is masked was committed to in the log when it was recorded, and cannot be exchanged; amounts, days and contract numbers are not masked and come from the log',
    ),
  ],
  unproved: [
    ...(told.unproved ?? []),
    words(
      '哪些被遮盖的内容相同、各是几项、是单位还是个人、是否在本市：代号由签发方给出并签名，本文件不能证明；金额与合同份数不依赖代号',
      'which masked values are the same, how many stand in a list, whether a party is a person, or of the city: tokens are the signed word of who issued the file, and not proved; amounts and numbers of contracts do not rest on them',
    ),
    words(
      '遮盖是否足以隐去身份：金额、日期、合同编号、经办人可见，知道这些的人可能认出合同；同一记录出现在两份证明中时，两套代号可以对上',
      'that nobody is recognised: amounts, days, contract numbers and who recorded are shown, and who knows them may know the contract; where two certificates show one entry, the tokens of both can be joined',
    ),
    ...(derived > 0
      ? [
          words(
            `被遮盖的内容能否试出：${derived} 条记录的编号由登记请求的键导出（旧法）；键可猜者（如整份导入文件的每一字节都猜中），可据编号证实`,
            `that nothing masked can be tried out: ${derived} entries have ids derived from the key of their request, as was done before; where the key can be guessed, such as every byte of an imported file, the id confirms it`,
          ),
        ]
      : []),
  ],
  facts: { ...told.facts, masked: true, whole },
})
