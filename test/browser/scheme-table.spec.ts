import { Browsing, inBrowser, LAPTOP, PHONE, type Seat, why } from './browser.spec-support'

inBrowser(`a scheme in a table${why}`, () => {
  let browsing: Browsing
  beforeAll(async () => {
    browsing = await Browsing.open()
  })
  afterAll(() => browsing.close())

  const begun = async (options: Parameters<Browsing['sitAs']>[1] = {}) => {
    const seat = await browsing.sitAs('evaluator', options)
    await seat.go('/schemes/new')
    return seat
  }
  const cell = ({ page }: Seat, pointer: string) => page.locator(`[id="${pointer}"]`)
  const take = async (seat: Seat, name: RegExp) => {
    await seat.page.getByText('从已有方案开始').click()
    await seat.page.getByRole('button', { name }).click()
    await seat.page.getByText('从已有方案开始').click()
  }

  test('samples show what points follow, how, and which grade and subsidy', async () => {
    const seat = await begun()
    await take(seat, /^载入 .*常见年度指标.*方案）$/)
    const { page } = seat
    const result = page.getByRole('status')
    await result.getByText('样例值齐全后给出等级与补助').waitFor()
    const samples = [
      ['中试服务项目数', '15'],
      ['服务企业数', '12'],
      ['中试服务收入（到账）', '150万'],
      ['服务产品数', '30'],
      ['专职人员数', '22'],
    ]
    for (const [name, value] of samples) await page.getByLabel(`${name} 样例值`).fill(value)
    await page.getByLabel('专职人员数 样例值').press('Tab')
    // 20 × 15 ÷ 20, 20 × 12 ÷ 15, 20 × 1.5 ÷ 2, 20 × 30 ÷ 15 held at 20, and the second of three tiers.
    for (const points of ['15.00', '16.00', '20.00'])
      await page.locator('.scheme-table b', { hasText: points }).first().waitFor()
    await result.getByText('总分 81.00').waitFor()
    await result.getByText('等级 良好').waitFor()
    // Half of 1,500,000 would be 750,000; only 优秀 is paid.
    expect(await page.getByRole('list', { name: '样例的补助' }).innerText()).toMatch(/750,000\.00[\s\S]*核定补助 0\.00/)
    await cell(seat, '/content/groups/0/indicators/0/target').fill('10')
    await result.getByText('总分 86.00').waitFor()
    await seat.keep('scheme-table')
    expect(await seat.barriers()).toEqual([])
    expect(await seat.width()).toBe(LAPTOP.width)
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('weights that do not add up are seen at once and refused at their cells; mended it is published', async () => {
    const seat = await begun()
    await take(seat, /^载入 .*泉州.*示意）$/)
    const { page } = seat
    await cell(seat, '/code').fill('quanzhou-table')
    await cell(seat, '/content/groups/0/weight').fill('61')
    await page.getByText('合计 60，须为 61').waitFor()
    await page.getByText('合计 101，须为 100').waitFor()
    await cell(seat, '/content/grades/levels/0/from').fill('九十')
    await page.getByRole('button', { name: '检查' }).click()
    await page.getByRole('alert').getByText('方案有 3 处错误，未公布').waitFor()
    const from = cell(seat, '/content/grades/levels/0/from')
    expect(await from.getAttribute('aria-invalid')).toBe('true')
    const told = await from.getAttribute('aria-describedby')
    expect(await page.locator(`[id="${told}"]`).innerText()).toBe('须为不小于零的数，小数至多六位')
    await page.getByRole('alert').getByRole('button', { name: '优秀 › 起' }).press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('/content/grades/levels/0/from')
    await seat.keep('scheme-table-faults')
    expect(await seat.barriers()).toEqual([])
    await page.keyboard.press('Control+a')
    await page.keyboard.type('90')
    await page.getByRole('alert').getByText('方案有 2 处错误').waitFor()
    await cell(seat, '/content/groups/0/weight').fill('60')
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '检查' }).click()
    await page.getByText('检查通过，可以公布').waitFor()
    await page.getByRole('button', { name: '公布方案' }).click()
    await page.getByRole('heading', { name: /泉州/ }).waitFor()
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('table and JSON are one scheme, and it is kept in the browser', async () => {
    const seat = await begun()
    const { page } = seat
    await cell(seat, '/titles/zh').fill('年度评价方案')
    // A figure that is chosen names its indicator.
    await page.getByRole('combobox', { name: 'i1 台账指标' }).fill('客户数')
    await page.keyboard.press('Enter')
    const code = await cell(seat, '/content/groups/0/indicators/0/code').inputValue()
    expect(code).not.toBe('i1')
    await page.getByText('JSON', { exact: true }).click()
    const text = page.getByLabel('方案 JSON')
    const written = JSON.parse(await text.inputValue())
    expect([written.titles.zh, written.content.groups[0].indicators[0].code]).toEqual(['年度评价方案', code])
    await text.fill(JSON.stringify({ ...written, code: 'annual' }))
    await page.getByText('表格', { exact: true }).click()
    expect(await cell(seat, '/code').inputValue()).toBe('annual')
    await seat.open('/schemes/new')
    await page.getByText(/草稿/).first().waitFor()
    expect(await cell(seat, '/code').inputValue()).toBe('annual')
    await page.getByText('JSON', { exact: true }).click()
    await text.fill('{"content": {"groups": 7}}')
    await page.getByText('表格', { exact: true }).click()
    await page.getByText('文本不是方案的形状').waitFor()
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('who may take part and what follows results in a row are written in rows, refused at their cells, and published', async () => {
    const seat = await begun()
    await take(seat, /^载入 .*常见年度指标.*方案）$/)
    const { page } = seat
    const choose = async (pointer: string, option: string) => {
      await cell(seat, pointer).click()
      await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).first().click()
    }
    const requires = '/content/eligibility/requires'
    const eligibility = page.getByRole('region', { name: '入围条件' })
    await cell(seat, '/code').fill('annual-eligible')
    await eligibility.getByRole('button', { name: '入围条件' }).click()
    await choose(`${requires}/indicator`, '服务企业数')
    await cell(seat, `${requires}/value`).fill('5')
    // A second condition makes a group of which all are asked; within it, any of two.
    await eligibility.getByRole('button', { name: '一组条件' }).click()
    await choose(`${requires}/of/1/of/0/indicator`, '中试服务收入（到账）')
    await cell(seat, `${requires}/of/1/of/0/value`).fill('80万')
    await choose(`${requires}/of/1/of/1/indicator`, '专职人员数')
    await choose(`${requires}/of/1/of/1/kind`, '不超过')
    await cell(seat, `${requires}/of/1/of/1/value`).fill('2.5')

    const consequences = page.getByRole('region', { name: '后果' })
    await consequences.getByRole('button', { name: '后果' }).click()
    for (const grade of ['优秀', '良好', '合格', '不合格'])
      await consequences.getByRole('checkbox', { name: grade, exact: true }).check()
    await cell(seat, '/content/consequences/0/zh').fill('撤销认定')
    await cell(seat, '/content/consequences/0/en').fill('Recognition withdrawn')

    const toldAt = async (pointer: string) => {
      const told = await cell(seat, pointer).getAttribute('aria-describedby')
      return told ? page.locator(`[id="${told}"]`).innerText() : ''
    }
    await page.getByRole('button', { name: '检查' }).click()
    // How often was never said, and nobody has two and a half persons.
    await page.getByRole('alert').getByText('方案有 2 处错误，未公布').waitFor()
    expect(await toldAt('/content/consequences/0/times')).toBe('缺少必填项')
    expect(await toldAt(`${requires}/of/1/of/1/value`)).toBe('计数须为整数')
    await page.getByRole('alert').getByRole('button', { name: '撤销认定 › 连续次数' }).click()
    await page.keyboard.type('2')
    // Readable now, it says nothing: whatever the grade.
    await consequences.getByText('后果不得适用于全部等级').waitFor()
    await page.getByRole('alert').getByRole('button', { name: '入围条件 › 条件 2 › 条件 2 › 数值' }).waitFor()
    await seat.keep('scheme-conditions-faults')
    await cell(seat, `${requires}/of/1/of/1/value`).fill('30')
    for (const grade of ['优秀', '良好', '合格'])
      await consequences.getByRole('checkbox', { name: grade, exact: true }).uncheck()
    await page.getByRole('alert').waitFor({ state: 'detached' })

    // The sample beside it: enough clients and few persons are in, four clients are not.
    const first = eligibility.locator('.term', { hasText: '1.1' }).first()
    await page.getByLabel('服务企业数 样例值').fill('12')
    await first.getByText('符合', { exact: true }).waitFor()
    await page.getByLabel('服务企业数 样例值').fill('4')
    await first.getByText('不符合', { exact: true }).waitFor()

    // Another code of the indicator: the condition names it by that, whatever was typed on the way (nothing, another's code).
    const clients = await page.getByLabel('服务企业数 代码').getAttribute('id')
    const another = await page.getByLabel('专职人员数 代码').inputValue()
    await cell(seat, clients ?? '').fill('')
    await cell(seat, clients ?? '').pressSequentially(`${another}x`)
    await cell(seat, clients ?? '').fill('served')
    await page.getByText('JSON', { exact: true }).click()
    const { content } = JSON.parse(await page.getByLabel('方案 JSON').inputValue())
    expect(content.eligibility).toEqual({
      requires: {
        kind: 'all',
        of: [
          { kind: 'atLeast', indicator: 'served', value: '5' },
          {
            kind: 'any',
            of: [
              { kind: 'atLeast', indicator: expect.any(String), value: '800000.00' },
              { kind: 'atMost', indicator: expect.any(String), value: '30' },
            ],
          },
        ],
      },
      grade: content.grades.levels.at(-1).code,
    })
    await page.getByText('表格', { exact: true }).click()
    await seat.keep('scheme-conditions')
    expect(await seat.barriers()).toEqual([])
    await page.getByRole('button', { name: '公布方案' }).click()
    await page.getByText('连续 2 次 不合格：撤销认定').waitFor()
    await page.getByText('服务企业数不低于 5').waitFor()
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('a condition taken out leaves the other by itself, and without any everybody takes part', async () => {
    const seat = await begun({ size: PHONE })
    const { page } = seat
    const eligibility = page.getByRole('region', { name: '入围条件' })
    await eligibility.getByRole('button', { name: '入围条件' }).click()
    await eligibility.getByRole('button', { name: '条件', exact: false }).filter({ hasText: '+ 条件' }).click()
    await cell(seat, '/content/eligibility/requires/of/1/value').fill('7')
    expect(await seat.width()).toBe(PHONE.width)
    await seat.keep('scheme-conditions-phone')
    await eligibility.getByRole('button', { name: '删去 条件 1.1' }).click()
    expect(await cell(seat, '/content/eligibility/requires/value').inputValue()).toBe('7')
    await eligibility.getByRole('button', { name: '删去 入围条件' }).click()
    await eligibility.getByText('各平台均可参评').waitFor()
    expect(seat.faults).toEqual([])
    await seat.close()
  })

  test('on a phone, and in English', async () => {
    const seat = await begun({ size: PHONE, language: 'en' })
    await seat.keep('scheme-table-phone')
    expect(await seat.width()).toBe(PHONE.width)
    expect(seat.faults).toEqual([])
    await seat.close()
  })
})
