import { open, word } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { fillPaper, fillRequest, onLeavePage, pickLeave, sendAndGrant } from '../walks/leave.ts';
import { handsOf } from './hands-in-the-browser.ts';
import { callAs, hirePeople, shot, signInAs, type Person } from './hr-people.ts';

let people: readonly Person[] = [];

test.beforeAll(async ({ office }) => {
  people = await hirePeople(office, ['هدى', 'زينب', 'سعد', 'علي'], 3000);
});

test('a leave is asked for by one, granted by another, and the late return becomes an absence', async ({
  page,
  office,
}) => {
  const [who, colleague] = people;
  if (!who || !colleague) throw new Error('There are people.');
  const clerk = await callAs(office, 'staff.clerk1');
  await clerk.hr.leave.request({
    ...{ employeeId: colleague.id, type: 'ORDINARY', reason: null },
    ...{ fromDate: '2026-09-27', toDate: '2026-09-30' },
  } as Parameters<typeof clerk.hr.leave.request>[0]);
  await signInAs(page, office, 'staff.clerk1');
  await open(page, '/hr/leave');
  await page.keyboard.press('Control+Alt+n');
  // Too long for the balance: said before it is sent.
  await fillRequest(page, { number: who.number, from: '22/9/2026', days: '60' });
  const preview = page.getByRole('region', { name: word('hr.leave.preview') });
  await expect(preview).toContainText('42');
  await expect(preview.getByRole('alert')).toContainText('60');
  await expect(preview).toContainText(colleague.firstName);
  await shot(page, 'leave-request-refused');
  await page.getByRole('textbox', { name: word('hr.field.days') }).fill('10');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: word('hr.field.toDate') })).toHaveValue('01/10/2026');
  await expect(preview).toContainText(word('hr.leave.preview.free'));
  await shot(page, 'leave-request');
  const address = await sendAndGrant(handsOf(page, office, 'hr'), '801');

  await open(page, '/hr/leave');
  await expect(page.getByRole('row', { name: new RegExp(who.number) })).toContainText(
    word('hr.option.leaveState.approved'),
  );
  await shot(page, 'leaves');
  await page.getByRole('tab', { name: word('hr.leave.calendar') }).click();
  await page.getByRole('textbox', { name: word('hr.leave.month') }).fill('9/2026');
  await page.keyboard.press('Tab');
  const calendar = page.getByRole('region', { name: word('hr.leave.calendar') });
  await expect(calendar.locator('tbody tr')).toHaveCount(2);
  await expect(calendar.locator('td.hr-away-granted')).toHaveCount(9);
  await expect(calendar.locator('td.hr-away-asked')).toHaveCount(4);
  await shot(page, 'leave-calendar');

  await open(page, address);
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: word('hr.field.returnedOn') }).fill('7/10/2026');
  await fillPaper(page, '802');
  await expect(dialog.getByRole('alert')).toContainText('04/10/2026');
  await shot(page, 'leave-return');
  await page.keyboard.press('Control+s');
  await expect(page.locator('main')).toContainText(word('hr.option.leaveState.returned'));
  await page.getByRole('tab', { name: word('hr.leave.ledgers') }).click();
  await expect(page.getByRole('row', { name: new RegExp(word('hr.option.leaveEntry.USE')) })).toContainText('10');
  await shot(page, 'leave-ledger');
  await page.keyboard.press('Control+p');
  await expect(page.getByRole('dialog')).toContainText(word('hr.leave.paper.substitute'));
  await shot(page, 'leave-paper');
  await page.keyboard.press('Escape');

  await open(page, `/hr/employees/${who.id}`);
  await page.getByRole('tab', { name: word('hr.employee.career') }).click();
  await expect(page.getByRole('row', { name: new RegExp(word('hr.option.away.ABSENCE')) }).last()).toContainText(
    '06/10/2026',
  );
  await shot(page, 'career-absence');
});

test('the balance is the same in the file, in the list and beside a new request; a refusal gives its reason', async ({
  page,
  office,
}) => {
  const who = people[2];
  if (!who) throw new Error('There are people.');
  await signInAs(page, office, 'staff.clerk1');
  await open(page, `/hr/employees/${who.id}`);
  await page.getByRole('tab', { name: word('hr.leave.title') }).click();
  const heading = page.locator('main').getByRole('heading', { level: 2 }).first();
  await expect(heading).toContainText(/\d/);
  const balance = /(\d+)\D*$/.exec((await heading.textContent()) ?? '')?.[1] ?? '';
  await page.getByRole('button', { name: word('hr.leave.new') }).click();
  await pickLeave(page, 'hr.field.leaveType', 'إجازة اعتيادية');
  await page.getByRole('textbox', { name: word('hr.field.fromDate') }).fill('22/9/2026');
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: word('hr.field.days') }).fill('3');
  await page.keyboard.press('Tab');
  const figure = page.locator('.hr-leave-figures div').filter({ hasText: word('hr.leave.balanceToday') });
  await expect(figure.locator('dd')).toHaveText(balance);
  await page.keyboard.press('Control+s');
  await onLeavePage(page);
  const address = new URL(page.url()).hash.slice(1);
  await open(page, '/hr/leave');
  await expect(page.getByRole('row', { name: new RegExp(who.number) })).toContainText(balance);

  await signInAs(page, office, 'staff.manager1');
  await open(page, address);
  await page.getByRole('button', { name: word('hr.leave.refuse') }).click();
  await page.getByRole('textbox', { name: word('hr.field.refusalReason') }).fill('ضغط العمل في نهاية السنة');
  await page.keyboard.press('Control+s');
  await expect(page.locator('main')).toContainText('ضغط العمل في نهاية السنة');
  await shot(page, 'leave-refused');
});
