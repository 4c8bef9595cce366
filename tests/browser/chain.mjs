// From a cooperative's registration to a phone reading its code: the whole chain through the real binary, the printed QR
// decoded by zbar and its address opened by Chromium.
//
//     node chain.mjs BINARY
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { describedBy } from './described.mjs';

const binary = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'chophien-browser-'));
const server = spawn(binary, ['serve', '--port', '0', '--data', join(folder, 'data'), '--no-demo']);
let welcome = '';
server.stdout.on('data', bytes => { welcome += bytes; });
let log = '';
server.stderr.on('data', bytes => { log += bytes; });

const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

async function until(question, what) {
  for (let tries = 0; tries < 600; ++tries) {
    const answer = await question();
    if (answer) return answer;
    await pause(100);
  }
  throw new Error(`${what} did not happen; the server said: ${welcome}`);
}

let base;
let asDescribed;
async function ask(method, path, { token, body, type = 'application/json' } = {}) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = type;
  if (method === 'POST') headers['Idempotency-Key'] = crypto.randomUUID();
  const reply = await fetch(base + path, {
    method, headers, body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await reply.text();
  assert.ok(reply.ok, `${method} ${path}: ${reply.status} ${text}`);
  const answer = text === '' ? null : JSON.parse(text);
  asDescribed(method, path, reply.status, answer);
  return answer;
}

const logIn = async (login, password) => (await ask('POST', '/v1/tokens', { body: { login, password } })).token;

// A tax code whose check digit is right (weights 31 29 23 19 17 13 7 5 3).
function taxCode(number) {
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
  for (;; ++number) {
    const nine = String(number).padStart(9, '0');
    const sum = weights.reduce((all, weight, at) => all + weight * Number(nine[at]), 0);
    if (sum % 11 !== 0) return nine + (10 - sum % 11);
  }
}

async function openStall(number, name, rows, authority) {
  const login = `htx.${number}`;
  const { organisation } = await ask('POST', '/v1/organisations', {
    body: {
      kind: 'cooperative', name, tax_code: taxCode(100200300 + 17 * number), registration_number: `01/${number}`,
      province: 'Hà Giang', person: { login, name: 'Chủ nhiệm', password: 'mot mat khau dai 7' },
    },
  });
  await ask('POST', `/v1/organisations/${organisation}/verification`, { token: authority, body: { decision: 'verified' } });
  const token = await logIn(login, 'mot mat khau dai 7');
  const csv = 'product_name,ocop_set,pack_size,unit,price_vnd,stock\r\n' + rows.join('\r\n') + '\r\n';
  const job = await ask('POST', '/v1/imports', { token, body: csv, type: 'text/csv' });
  const done = await until(async () => {
    const now = await ask('GET', `/v1/jobs/${job.job}`, { token });
    return now.state === 'done' || now.state === 'failed' ? now : null;
  }, 'the import');
  assert.equal(done.state, 'done');
  assert.equal(done.findings, 0, JSON.stringify(done));
  return { organisation, token };
}

async function run() {
  base = await until(() => welcome.match(/(http:\/\/127\.0\.0\.1:[0-9]+)\/docs/)?.[1], 'the start');
  asDescribed = describedBy(await (await fetch(`${base}/openapi.json`)).json());
  const [, login, password] = await until(() => welcome.match(/operator: (\S+) \/ (\S+)/), 'the login');
  const operator = await logIn(login, password);
  await ask('PUT', '/v1/bank-account', {
    token: operator, body: { bank_bin: '970436', account: '0011004123456', name: 'CHO PHIEN' },
  });
  await ask('POST', '/v1/authorities', {
    token: operator,
    body: { name: 'Bộ Nông nghiệp và Môi trường', person: { login: 'bo.nn', name: 'Cán bộ', password: 'mot mat khau dai 7' } },
  });
  const authority = await logIn('bo.nn', 'mot mat khau dai 7');

  const coffee = Array.from({ length: 10 }, (_, at) => `Cà phê Mường Ảng loại ${at + 1},13,Gói 500 g,gói,${90000 + at * 1000},40`);
  const first = await openStall(1, 'HTX Cà phê Mường Ảng', coffee, authority);
  const second = await openStall(2, 'HTX Cà phê Mai Sơn', ['Cà phê Arabica Mai Sơn,13,Gói 500 g,gói,120000,40'], authority);

  // A guest finds "ca phe" and buys from both.
  const found = await until(async () => {
    const now = await ask('GET', '/v1/products?q=ca%20phe&limit=50');
    return now.data.length === 11 ? now : null;
  }, 'what was imported to be found');
  const pick = async seller => {
    const item = found.data.find(each => each.seller.id === seller.organisation);
    return (await ask('GET', `/v1/products/${item.id}`)).offers[0].id;
  };
  const basket = await ask('POST', '/v1/baskets', {
    body: {
      lines: [{ offer: await pick(first), quantity: '2' }, { offer: await pick(second), quantity: '1' }],
      recipient: { name: 'Chị Lan', phone: '0912345678', address: 'Số 5, ngõ 10', commune: 'Chiềng Mung', province: 'Sơn La' },
      payment_method: 'bank_transfer',
    },
  });
  assert.equal(basket.orders.length, 2);
  assert.ok(basket.payment.vietqr.startsWith('000201'));

  // The transfer arrives, the cooperatives do their part.
  await ask('POST', '/v1/bank-lines', {
    token: operator,
    body: {
      lines: [{
        account: '0011004123456', booked_at: new Date().toISOString(), direction: 'in', bank_ref: 'FT26325000001',
        amount: basket.payment.amount, memo: `LAN CHUYEN TIEN ${basket.payment.memo_code}`,
      }],
    },
  });
  let lot;
  for (const order of basket.orders) {
    const seller = [first, second].find(each => each.organisation === order.part.seller);
    const { token } = seller;
    await ask('POST', `/v1/orders/${order.id}/confirmation`, { token, body: {} });
    const shown = await ask('GET', `/v1/orders/${order.id}`, { token });
    const lots = [];
    for (const line of shown.lines) {
      lot = await ask('POST', '/v1/lots', {
        token,
        body: {
          offer: line.offer, harvested_on: '2026-10-20', quantity: { value: '40', unit: 'gói' },
          place: { province: 'Điện Biên', name: 'Bản Co Hắm' },
        },
      });
      lots.push({ line: line.line, lots: [{ lot: lot.id, quantity: line.quantity.value }] });
    }
    await ask('POST', `/v1/orders/${order.id}/packing`, { token, body: { lines: lots } });
    await ask('POST', `/v1/orders/${order.id}/shipment`, { token, body: { carrier: 'Bưu điện', tracking_number: 'VN123' } });
    await ask('POST', `/v1/orders/${order.id}/delivery`, { token, body: { received_by: 'Chị Lan' } });
  }
  const followed = await ask(
    'GET', `/v1/order-tracking?number=${encodeURIComponent(basket.orders[0].number)}&code=${encodeURIComponent(basket.follow_code)}`,
  );
  assert.equal(followed.state, 'delivered');
  assert.equal((await ask('GET', '/v1/ledger/proof', { token: operator })).balanced, true);

  // The printed code, read as a phone reads it.
  const picture = join(folder, 'lot.png');
  const png = await fetch(`${base}/v1/lots/${lot.id}/qr?format=png`);
  assert.equal(png.headers.get('content-type'), 'image/png');
  writeFileSync(picture, Buffer.from(await png.arrayBuffer()));
  const address = execFileSync('zbarimg', ['--raw', '--quiet', picture]).toString().trim();
  assert.equal(address.toLowerCase(), `${base}/01/${lot.gtin}/10/${lot.lot_code}`.toLowerCase());

  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  try {
    const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'vi-VN' });
    const page = await phone.newPage();
    const complaints = [];
    page.on('console', message => { if (message.type() === 'error') complaints.push(message.text()); });
    const opened = await page.goto(address);
    assert.equal(opened.status(), 200);
    const words = await page.innerText('main');
    assert.match(words, /Cà phê/);
    assert.ok(words.includes(lot.lot_code), words);
    assert.match(words, /HTX Cà phê/);
    assert.match(words, /Điện Biên/);
    await page.goto(`${base}/products?q=ca+phe`);
    assert.match(await page.innerText('main'), /Cà phê Mường Ảng/);
    await page.fill('input[name=q]', 'mai son');
    await page.press('input[name=q]', 'Enter');
    await page.waitForURL(/q=mai/);
    await page.click('main a:has-text("Cà phê Arabica Mai Sơn")');
    assert.match(await page.innerText('main'), /120\.000/);
    const nothing = await page.goto(`${base}/01/${lot.gtin}/21/00000000000000000000`);
    assert.equal(nothing.status(), 404);
    assert.deepEqual(complaints.filter(each => !each.includes('404')), []);
    const english = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await english.goto(address);
    assert.equal(await english.getAttribute('html', 'lang'), 'en');
  } finally {
    await browser.close();
  }
}

try {
  await run();
  console.log('1 passed, 0 failed');
} catch (fault) {
  console.error(log);
  console.error(fault);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} finally {
  const ended = new Promise(done => server.once('exit', done));
  if (server.exitCode === null) {
    server.kill('SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}
