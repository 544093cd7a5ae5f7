// Writes sr25519.json, the vectors that Sr25519Test reads, with an implementation that shares nothing with ours:
//   cd forecast-store/src/test/vectors && npm install --no-package-lock && npm run write
// Nothing here is random: the same script writes the same file.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { getPublicKey, secretFromSeed, sign, verify } from '@scure/sr25519';

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const bytes = (label, count) => {
  const blocks = [];
  for (let i = 0; i * 64 < count; i++) blocks.push(createHash('sha512').update(`${label} ${i}`).digest());
  return new Uint8Array(Buffer.concat(blocks).subarray(0, count));
};

// Their secret has the scalar multiplied by eight; schnorrkel's own form has it as it is.
const dividedByEight = (secret) => {
  let number = BigInt('0x' + hex(secret.slice(0, 32).reverse())) >> 3n;
  const scalar = new Uint8Array(32);
  for (let i = 0; i < 32; i++, number >>= 8n) scalar[i] = Number(number & 0xffn);
  return new Uint8Array([...scalar, ...secret.slice(32)]);
};

// Around the ends of hash blocks, and around STROBE's 166 bytes.
const lengths = [0, 1, 31, 32, 33, 64, 127, 128, 129, 136, 165, 166, 167, 331, 332, 333, 1000];
const seeds = [new Uint8Array(32), new Uint8Array(32).fill(255), bytes('seed a', 32), bytes('seed b', 32)];

const keys = seeds.map((seed) => {
  const secret = secretFromSeed(seed);
  return { seed: hex(seed), expanded: hex(dividedByEight(secret)), publicKey: hex(getPublicKey(secret)) };
});
const signatures = lengths.map((length, n) => {
  const seed = seeds[n % seeds.length];
  const secret = secretFromSeed(seed);
  const message = bytes(`message ${n}`, length);
  const randomness = bytes(`randomness ${n}`, 32);
  const signature = sign(secret, message, randomness);
  if (!verify(message, signature, getPublicKey(secret))) throw new Error(`signature ${n} does not hold`);
  return { seed: hex(seed), message: hex(message), randomness: hex(randomness), signature: hex(signature) };
});

const file = { writtenBy: '@scure/sr25519 2.3.0', keys, signatures };
writeFileSync(new URL('sr25519.json', import.meta.url), JSON.stringify(file, null, 1) + '\n');
