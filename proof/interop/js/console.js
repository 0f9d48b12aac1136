// Visits the web console with Chromium, as people do: says of each visit whether it went well, one line each.
//
//   node console.js URL MQTT-PORT [DIRECTORY]     URL of the console; DIRECTORY for pictures of all pages, if any
//
// Ann may do everything, Rob may browse the queue orders; their passwords are their names and "-secret".
'use strict';
const { chromium } = require('playwright-core');
const mqtt = require('mqtt');

const [url, mqttPort, pictures] = process.argv.slice(2);
const PATIENCE_MS = 30000;
const HOSTILE = '<img src=x onerror=alert(1)><script>alert(2)</script>';
const TURNED = '\u202egpj.exe';
const LONG = 'long-' + 'n'.repeat(4000);
const PAGES = ['', 'queues', 'queues/orders', 'topics', 'sessions', 'sessions/till-7', 'connections', 'disk'];

const visits = { refusedInWords, overview, movesMessages, purges, movesAll, stopsInBetween, retriesInGoes, hostileNames, keyboardAlone, phone, colours, pagesOfQueues, tenThousand, logAndDisk, brokerAway, reader, logsOut };
const complaints = []; // of the browser: scripts that failed, and what the policy of the pages forbade

main().then(() => process.exit(0), (failure) => { console.log('broken ' + oneLine(failure)); process.exit(1); });

async function main() {
  await seed();
  const options = { executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] };
  const browser = await chromium.launch(options);
  for (const [name, visit] of Object.entries(visits)) {
    try {
      await visit(browser);
      console.log('ok ' + name);
    } catch (failure) {
      console.log('failed ' + name + ' ' + oneLine(failure));
    }
  }
  console.log(complaints.length === 0 ? 'ok quiet' : 'failed quiet ' + oneLine(complaints.join('; ')));
  if (pictures) await takePictures(browser);
  await browser.close();
}

function oneLine(failure) {
  return String(failure.stack || failure).replace(/\s*\n\s*/g, ' | ').slice(0, 2000);
}

function check(isSo, what) {
  if (!isSo) throw new Error(what);
}

// What is there before anybody looks.

async function seed() {
  for (const name of ['orders', 'orders/late', 'scrap', HOSTILE, TURNED, LONG]) await order('POST', '/api/queues', { name });
  for (let number = 0; number < 60; number++) await order('POST', '/api/queues', { name: 'many/' + String(number).padStart(2, '0') });
  const till = await client('till-7');
  await till.subscribeAsync('shop/+/price', { qos: 1 });
  await (await client(HOSTILE)).subscribeAsync('shop/#', { qos: 1 });
  till.stream.destroy(); // as when a cable is pulled
  const office = await client('head-office');
  for (let price = 0; price < 20; price++) await office.publishAsync('shop/' + price + '/price', String(price), { qos: 1 });
  await office.publishAsync('shop/' + HOSTILE.replace(/[+#]/g, ''), 'now', { qos: 1, retain: true });
}

async function order(method, path, body) {
  const authorization = 'Basic ' + Buffer.from('ann:ann-secret').toString('base64');
  const headers = { Authorization: authorization, 'Content-Type': 'application/json' };
  const ask = () => fetch(url + path, { method, headers, body: JSON.stringify(body) });
  const answer = await ask().catch(ask); // The broker may have closed the connection, which was unused, just now.
  check(answer.ok, path + ' is answered with ' + answer.status + ': ' + (await answer.clone().text()));
  return answer.json();
}

function client(clientId) {
  const properties = { sessionExpiryInterval: 3600 };
  return mqtt.connectAsync('mqtt://127.0.0.1:' + mqttPort, { clientId, username: 'ann', password: 'ann-secret', protocolVersion: 5, clean: false, reconnectPeriod: 0, properties });
}

// How somebody comes in.

async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.on('dialog', (dialog) => { complaints.push('a script of a name has run'); dialog.dismiss(); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (said) => /Content Security Policy/.test(said.text()) && complaints.push(said.text()));
  await page.goto(url + '/');
  await page.getByLabel('User').waitFor();
  return page;
}

async function logIn(browser, user, options) {
  const page = await open(browser, options);
  await page.getByLabel('User').fill(user);
  await page.getByLabel('Password').fill(user + '-secret');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  return page;
}

/** A page of the console, and then what shows that it is there. */
async function go(page, to) {
  await page.goto(url + '/#/' + to);
  await page.locator('main h1').first().waitFor();
}

function row(page, text) {
  return page.getByRole('row').filter({ hasText: text });
}

async function close(page) {
  await page.context().close();
}

// The visits.

async function refusedInWords(browser) {
  const page = await open(browser);
  await page.getByLabel('User').fill('ann');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('wrong user name, password or proof').waitFor();
  check((await page.getByLabel('Password').inputValue()) === '', 'the wrong password is still there');
  await close(page);
}

async function overview(browser) {
  const page = await logIn(browser, 'ann');
  await page.getByText('Waiting', { exact: true }).first().waitFor();
  await row(page, 'till-7').filter({ hasText: 'lost' }).waitFor();
  await page.getByRole('img', { name: /^Waiting: messages \d+/ }).waitFor();
  await page.getByText(/ in all$/).first().waitFor();
  await row(page, 'MQTT').filter({ hasText: '/s' }).waitFor();
  await row(page, 'received').filter({ hasText: 'iB' }).waitFor();
  await row(page, 'till-7').getByRole('link').click();
  await page.getByRole('heading', { name: 'Session till-7' }).waitFor();
  await page.getByRole('listitem').filter({ hasText: 'began' }).waitFor();
  await close(page);
}

async function send(page, text) {
  await page.getByRole('button', { name: 'Send' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Text').fill(text);
  await dialog.getByRole('button', { name: 'Send' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row(page, text).waitFor();
}

async function movesMessages(browser) {
  const page = await logIn(browser, 'ann');
  await go(page, 'queues/orders');
  await send(page, 'a first order');
  await send(page, 'a second order <script>');
  await row(page, 'a first order').getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Move' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move 1 message' });
  await dialog.getByLabel('To the queue').fill('no such queue, surely');
  await dialog.getByRole('button', { name: 'Move' }).click();
  await dialog.getByRole('alert').filter({ hasText: 'no such queue, surely' }).waitFor();
  await dialog.getByLabel('To the queue').fill('orders/late');
  await dialog.getByRole('button', { name: 'Move' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row(page, 'a first order').waitFor({ state: 'detached' });
  await row(page, 'a second order').waitFor();
  await go(page, 'queues/' + encodeURIComponent('orders/late'));
  await row(page, 'a first order').getByRole('button').click();
  await page.getByRole('dialog').locator('pre').filter({ hasText: 'a first order' }).waitFor();
  await close(page);
}

async function purges(browser) {
  const page = await logIn(browser, 'ann');
  await go(page, 'queues/scrap');
  await send(page, 'rubbish');
  await page.getByRole('button', { name: 'Purge' }).click();
  const dialog = page.getByRole('dialog', { name: 'Purge the queue?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row(page, 'rubbish').waitFor();
  await page.getByRole('button', { name: 'Purge' }).click();
  await dialog.getByRole('button', { name: 'Purge' }).click();
  await page.getByText('Nothing waits here.').waitFor();
  await close(page);
}

async function movesAll(browser) {
  const page = await logIn(browser, 'ann');
  await go(page, 'queues/scrap');
  await send(page, 'not rubbish');
  await send(page, 'nor is this');
  await page.getByRole('button', { name: 'Move' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move all messages' });
  await dialog.getByLabel('To the queue').fill('orders/late');
  await dialog.getByRole('button', { name: 'Move' }).click();
  await page.getByText('2 messages moved to orders/late.').waitFor();
  await page.getByText('Nothing waits here.').waitFor();
  await close(page);
}

/** Has a queue look long, and what is asked of it answered by `answer`, with what was asked and how often before. */
async function pretend(page, verb, answer) {
  const asked = [];
  await page.route((at) => at.pathname === '/api/queues/scrap', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), messages: 25000, lastId: 25000 } });
  });
  await page.route((at) => at.pathname === '/api/queues/scrap/' + verb, async (route) => {
    asked.push(route.request().postDataJSON());
    await route.fulfill({ json: { name: 'scrap', left: [], leftCount: 0, next: null, ...(await answer(asked.length)) } });
  });
  return asked;
}

async function stopsInBetween(browser) {
  const page = await logIn(browser, 'ann');
  let goOn;
  const held = new Promise((resolve) => { goOn = resolve; });
  const asked = await pretend(page, 'move', async (go) => {
    if (go > 1) await held;
    return { moved: 10000, next: 10000 * go };
  });
  await go(page, 'queues/scrap');
  await page.getByRole('button', { name: 'Move' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move all messages' });
  await dialog.getByLabel('To the queue').fill('orders');
  await dialog.getByRole('button', { name: 'Move' }).click();
  await dialog.getByRole('status').filter({ hasText: '10,000 of 25,000 messages moved …' }).waitFor();
  if (pictures) await pictureBoth(page, 'moving');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  goOn();
  await page.getByText('20,000 messages moved to orders; stopped.').waitFor();
  const wish = { to: 'orders', all: true, upTo: 25000, max: 10000 };
  check(JSON.stringify(asked.map(inOrder)) === JSON.stringify([{ ...wish, after: 0 }, { ...wish, after: 10000 }].map(inOrder)), 'it was asked ' + JSON.stringify(asked));
  await close(page);
}

function inOrder(fields) {
  return Object.entries(fields).sort();
}

async function pictureBoth(page, name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: pictures + '/' + name + '-' + colorScheme + '.png' });
  }
}

async function retriesInGoes(browser) {
  const page = await logIn(browser, 'ann');
  const asked = await pretend(page, 'retry', (go) => ({
    retried: go < 3 ? 10000 : 4998,
    left: go === 2 ? [{ id: 12000, why: 'a consumer has it' }] : [],
    leftCount: go === 2 ? 2 : 0,
    next: go < 3 ? 10000 * go : null,
  }));
  await go(page, 'queues/scrap');
  await page.getByRole('button', { name: 'Retry' }).click();
  const dialog = page.getByRole('dialog', { name: 'Retry all messages' });
  await dialog.getByRole('button', { name: 'Retry' }).click();
  await page.getByText('24,998 messages went back; 2 messages stayed: a consumer has it.').waitFor();
  check(JSON.stringify(asked.map((each) => each.after)) === '[0,10000,20000]', 'it went on behind ' + JSON.stringify(asked));
  await close(page);
}

async function hostileNames(browser) {
  const page = await logIn(browser, 'ann');
  await go(page, 'queues');
  await page.getByRole('link', { name: HOSTILE }).waitFor();
  await page.getByRole('link', { name: /^long-n+… \(4,005 characters\)$/ }).waitFor();
  await page.getByLabel('Contains').fill(TURNED.slice(0, 1));
  await page.getByRole('link', { name: '\\u202Egpj.exe' }).waitFor();
  await page.getByLabel('Contains').fill('');
  await page.getByRole('link', { name: HOSTILE }).click();
  await page.getByRole('heading', { name: 'Queue ' + HOSTILE }).waitFor();
  await go(page, 'sessions');
  await page.getByRole('link', { name: HOSTILE }).click();
  await page.getByRole('heading', { name: 'Session ' + HOSTILE }).waitFor();
  await go(page, 'connections');
  await page.getByRole('link', { name: HOSTILE.slice(0, 40) }).waitFor();
  await go(page, 'topics');
  await row(page, 'shop/' + HOSTILE).waitFor();
  check((await page.locator('main img, main script').count()) === 0, 'a name has become a part of the page');
  await close(page);
}

async function keyboardAlone(browser) {
  const page = await open(browser);
  await page.keyboard.type('ann'); // the focus is where it is needed
  await page.keyboard.press('Tab');
  await page.keyboard.type('ann-secret');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.keyboard.press('Tab');
  check((await focused(page)).text === 'Skip to the content', 'the first stop is ' + (await focused(page)).text);
  await tabTo(page, 'Queues');
  check((await focused(page)).outline !== 'none', 'the focus is not seen');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Queues' }).waitFor();
  await tabTo(page, 'Create a queue');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Create a queue' }).waitFor();
  await page.keyboard.type('by keyboard');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'by keyboard' }).waitFor();
  await close(page);
}

function focused(page) {
  return page.evaluate(() => ({
    text: document.activeElement.textContent.trim(),
    outline: getComputedStyle(document.activeElement).outlineStyle,
  }));
}

async function tabTo(page, text) {
  for (let stops = 0; stops < 40; stops++) {
    if ((await focused(page)).text === text) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('no way to ' + text);
}

async function phone(browser) {
  const page = await logIn(browser, 'ann', { viewport: { width: 320, height: 640 } });
  for (const each of PAGES) {
    await go(page, each);
    await page.locator('.state', { hasText: 'Asking' }).first().waitFor({ state: 'detached' });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(beyond <= 0, 'page "' + each + '" is wider than a phone by ' + beyond);
  }
  await close(page);
}

async function colours(browser) {
  const page = await logIn(browser, 'ann', { colorScheme: 'dark' });
  check((await brightness(page)) < 80, 'it is bright though the system is dark');
  await page.getByLabel('Colours').selectOption('light');
  check((await brightness(page)) > 200, 'it is dark though light was chosen');
  await page.reload();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  check((await brightness(page)) > 200, 'the choice is forgotten');
  await close(page);
}

function brightness(page) {
  return page.evaluate(() => Math.max(...getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).map(Number)));
}

async function pagesOfQueues(browser) {
  const page = await logIn(browser, 'ann');
  await go(page, 'queues');
  await page.getByLabel('Contains').fill('many/');
  await page.getByRole('link', { name: 'many/49' }).waitFor();
  check((await page.getByRole('link', { name: 'many/50' }).count()) === 0, 'all are shown at once');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('link', { name: 'many/59' }).waitFor();
  await page.getByRole('button', { name: 'Previous' }).click();
  await page.getByRole('link', { name: 'many/00' }).waitFor();
  await close(page);
}

/** The broker gives pages of a list however long it is; here somebody else does, who has had less to do for it. */
async function tenThousand(browser) {
  const names = Array.from({ length: 10000 }, (none, number) => 'shop/' + String(number).padStart(4, '0'));
  const page = await logIn(browser, 'ann');
  await page.route(/\/api\/(queues|sessions)\?/, (route) => route.fulfill({ json: part(names, new URL(route.request().url()).searchParams) }));
  for (const each of ['queues', 'sessions']) {
    await go(page, each);
    await page.getByText('page 1 of 200, 10,000 in all').waitFor();
    check((await page.getByRole('row').count()) === 51, 'not as many rows as a page has');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('link', { name: 'shop/0050' }).waitFor();
    await page.getByLabel(/ontains/).fill('777');
    await page.getByRole('link', { name: 'shop/7779' }).waitFor();
    check((await page.getByRole('row').count()) === 20, 'others than those that were looked for');
  }
  await close(page);
}

function part(names, asked) {
  const limit = Number(asked.get('limit'));
  const fitting = names.filter((each) => each.includes(asked.get('contains') ?? ''));
  const behind = fitting.filter((each) => each > (asked.get('after') ?? ''));
  const items = behind.slice(0, limit).map((each) => ({ name: each, clientId: each, lifetime: 'for-ever', attached: false, expiryS: -1 }));
  return { items, fitting: fitting.length, next: behind.length > limit ? items[limit - 1].name : null };
}

async function logAndDisk(browser) {
  const page = await logIn(browser, 'ann');
  await go(page, 'disk');
  await page.getByText('Publishing stops below').waitFor();
  await page.getByRole('region', { name: 'Segments' }).getByRole('row').nth(1).waitFor();
  await row(page, 'up to 1 ms').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'was not let in' }).first().waitFor(); // what a visit before has tried
  await page.getByLabel('From level').selectOption('error');
  await page.getByText('Nothing was said at this level.').waitFor();
  await close(page);
}

async function brokerAway(browser) {
  const page = await logIn(browser, 'ann');
  await page.context().setOffline(true);
  await page.getByText('The broker does not answer.').first().waitFor();
  await page.context().setOffline(false);
  await page.getByText('The broker does not answer.').first().waitFor({ state: 'detached' });
  await close(page);
}

async function reader(browser) {
  const page = await logIn(browser, 'rob');
  await go(page, 'queues');
  await page.getByRole('link', { name: 'orders', exact: true }).waitFor();
  check((await page.getByRole('link', { name: 'scrap' }).count()) === 0, 'it sees what it may not browse');
  await go(page, 'queues/orders');
  await page.getByRole('button', { name: 'Purge' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Purge' }).click();
  await dialog.getByRole('alert').filter({ hasText: 'rob needs' }).waitFor();
  await close(page);
}

async function logsOut(browser) {
  const page = await logIn(browser, 'ann');
  const [cookie] = await page.context().cookies();
  check(cookie.httpOnly && cookie.sameSite === 'Strict', 'a page could read the cookie, or another site send it');
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByLabel('User').waitFor();
  await page.context().addCookies([cookie]);
  const answer = await page.context().request.get(url + '/api/overview');
  check(answer.status() === 401, 'the cookie still lets in: ' + answer.status());
  await close(page);
}

// Pictures for people to look at.

async function takePictures(browser) {
  const sizes = { light: {}, dark: { colorScheme: 'dark' }, phone: { viewport: { width: 320, height: 640 } } };
  for (const [size, options] of Object.entries(sizes)) {
    const page = await open(browser, options);
    await page.screenshot({ path: `${pictures}/login-${size}.png` });
    await close(page);
    const inside = await logIn(browser, 'ann', options);
    for (const each of PAGES) {
      await go(inside, each);
      await inside.waitForTimeout(each === '' ? 8000 : 1500);
      await inside.screenshot({ path: `${pictures}/${each.replace('/', '-') || 'overview'}-${size}.png` });
    }
    await close(inside);
  }
}
