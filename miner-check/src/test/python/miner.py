#!/usr/bin/python3
"""A whole miner: an example for authors of miners, and a second opinion on the protocol.

It shares no code with Fairweather. It needs Debian's Python and three of its packages:

    apt-get install python3-numpy python3-zarr python3-cryptography

    /usr/bin/python3 miner.py --port 33334
    ./fairweather miner-conformance http://127.0.0.1:33334 --hotkey <what it printed> --allow 127.0.0.1
    ./fairweather miner-probe       http://127.0.0.1:33334 --hotkey <what it printed> --allow 127.0.0.1

The forecast is a smooth analytic field that drifts eastwards; replace `Forecast.field` in forecast.py by a model and
it is a miner.
Options: --grid 721x1440 (13x24), --levels 50,100,... (all thirteen), --delay seconds that a forecast takes,
--tls for a self-signed certificate, --seed for a fixed key, --directory for the stores. Both transports are spoken:
direct signed requests, and fiber's key exchange with encrypted bodies; signatures are ed25519 in either.
"""

import argparse
import base64
import datetime
import hashlib
import hmac
import json
import os
import re
import ssl
import tempfile
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from forecast import LEVELS, Forecast, write_manifest

RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)
NONCE_SECONDS = 120
TOKEN_SECONDS = 120 * 60
MOST_NONCES = 100_000
LONGEST_BODY = 1 << 20


# ---- addresses -----------------------------------------------------------------------------------------------------

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def checksum(prefix_and_key):
    return hashlib.blake2b(b"SS58PRE" + prefix_and_key).digest()[:2]


def address_of(public_key):
    """The SS58 address (prefix 42) of 32 bytes."""
    data = b"\x2a" + public_key
    number = int.from_bytes(data + checksum(data), "big")
    text = ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return text


def key_of(address):
    """The 32 bytes behind an address; ValueError if it is none."""
    number = 0
    for character in address:
        number = number * 58 + ALPHABET.index(character)
    data = number.to_bytes(35, "big")
    if data[0] != 0x2A or checksum(data[:33]) != data[33:]:
        raise ValueError("not an address")
    return data[1:33]


def signed_by(address, message, signature_header):
    """Whether the header is 0x and the hexadecimal ed25519 signature of the holder of the address."""
    try:
        if not signature_header.startswith("0x"):
            return False
        key = Ed25519PublicKey.from_public_bytes(key_of(address))
        key.verify(bytes.fromhex(signature_header[2:]), message)
        return True
    except (ValueError, OverflowError, InvalidSignature):
        return False


# ---- who is listened to --------------------------------------------------------------------------------------------


class Refused(Exception):
    def __init__(self, status, why):
        super().__init__(why)
        self.status = status


class Nonces:
    """Lets each nonce of a validator through once, if its time is within two minutes of ours."""

    FORM = re.compile(r"(\d{1,19})_[0-9A-Za-z]{10,16}")

    def __init__(self):
        self.seen = {}
        self.lock = threading.Lock()

    def use(self, validator, nonce):
        match = self.FORM.fullmatch(nonce)
        if not match or abs(time.time() - int(match.group(1)) / 1e9) > NONCE_SECONDS:
            raise Refused(401, "the nonce is malformed, too old or too new")
        now = time.time()
        with self.lock:
            if len(self.seen) >= MOST_NONCES:
                self.seen = {key: end for key, end in self.seen.items() if end > now}
            # Seen until its own time is too old, which for one from the future is twice as long.
            if self.seen.get((validator, nonce), 0) > now or len(self.seen) >= MOST_NONCES:
                raise Refused(401, "the nonce was used before")
            self.seen[validator, nonce] = now + 2 * NONCE_SECONDS


class Gate:
    """Opens a request: the JSON that was meant for this miner, or Refused."""

    def __init__(self, hotkey):
        self.hotkey = hotkey
        self.nonces = Nonces()
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.session_keys = {}

    def receiver(self, headers):
        names = ("validator-hotkey", "miner-hotkey", "nonce", "signature")
        values = [headers.get(name) for name in names]
        if None in values:
            raise Refused(401, "a signature header is missing")
        if values[1] != self.hotkey:
            raise Refused(403, "the request is addressed to somebody else")
        return values

    def open_direct(self, headers, method, target, body):
        validator, miner, nonce, signature = self.receiver(headers)
        digest = headers.get("x-body-sha256")
        if digest != hashlib.sha256(body).hexdigest():
            raise Refused(401, "the body does not have the signed hash")
        text = "\n".join(["v1", method, target, nonce, validator, miner, digest])
        if not signed_by(validator, text.encode(), signature):
            raise Refused(401, "the signature is wrong")
        self.nonces.use(validator, nonce)
        return body

    def check_fiber(self, headers):
        validator, miner, nonce, signature = self.receiver(headers)
        session = headers.get("symmetric-key-uuid", "")
        if not signed_by(validator, f"{nonce}:{miner}:{session}".encode(), signature):
            raise Refused(401, "the signature is wrong")
        self.nonces.use(validator, nonce)
        return validator, session

    def exchange(self, headers, body):
        who = self.check_fiber(headers)
        oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
        try:
            secret = base64.b64decode(json.loads(body)["encrypted_symmetric_key"], validate=True)
            key = self.private.decrypt(secret, oaep)
            Fernet(base64.urlsafe_b64encode(key))
        except (ValueError, KeyError, TypeError) as malformed:
            raise Refused(400, "there is no usable key in the request") from malformed
        self.session_keys[who] = key

    def open_fiber(self, headers, body):
        who = self.check_fiber(headers)
        if who not in self.session_keys:
            raise Refused(400, "No symmetric key found")
        try:
            return Fernet(base64.urlsafe_b64encode(self.session_keys[who])).decrypt(body)
        except InvalidToken as changed:
            raise Refused(400, "the body cannot be decrypted") from changed

    def public_pem(self):
        form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        return self.private.public_key().public_bytes(*form).decode()


class Tokens:
    """JSON web tokens, HS256 and nothing else."""

    def __init__(self):
        self.secret = os.urandom(32)

    @staticmethod
    def encode(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    def sign(self, text):
        return self.encode(hmac.new(self.secret, text.encode(), hashlib.sha256).digest())

    def issue(self, job_id, store):
        claims = {"job_id": job_id, "file_path": store, "exp": int(time.time()) + TOKEN_SECONDS}
        text = ".".join(self.encode(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
        return text + "." + self.sign(text)

    def store(self, authorization):
        """The store that a header opens; the header of the token need not be read, since only we sign."""
        token = authorization[len("Bearer ") :] if authorization.startswith("Bearer ") else ""
        text, _, signature = token.rpartition(".")
        if not text or not hmac.compare_digest(signature.encode(), self.sign(text).encode()):
            raise Refused(401, "the token is missing or wrong")
        payload = text.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        if claims["exp"] <= time.time():
            raise Refused(401, "the token has expired")
        return claims["file_path"]


class Job:
    def __init__(self, job_id, store):
        self.id = job_id
        self.store = store
        self.status = "processing"
        self.manifest_hash = None


class Miner:
    """The conversation: what is answered to each of the three questions."""

    def __init__(self, options):
        seed = bytes.fromhex(options.seed) if options.seed else os.urandom(32)
        self.key = Ed25519PrivateKey.from_private_bytes(seed)
        self.hotkey = address_of(self.key.public_key().public_bytes(*RAW))
        self.gate = Gate(self.hotkey)
        self.tokens = Tokens()
        self.directory = options.directory or tempfile.mkdtemp(prefix="miner-")
        self.delay = options.delay
        rows, columns = map(int, options.grid.split("x"))
        self.forecast = Forecast(rows, columns, [int(level) for level in options.levels.split(",")])
        self.jobs = {}
        self.lock = threading.Lock()

    def job_id(self, start):
        """The same for every validator: they share a miner's forecast."""
        text = f"weather_job_forecast_{start:%Y%m%d%H%M%S}_{self.hotkey}"
        digest = bytearray(hashlib.sha256(text.encode()).digest()[:16])
        digest[6] = digest[6] & 0x0F | 0x40
        digest[8] = digest[8] & 0x3F | 0x80
        return str(uuid.UUID(bytes=bytes(digest)))

    def initiate(self, data):
        expected = data.get("expected_miner_hotkey", self.hotkey)
        if expected != self.hotkey:
            rejected = {"expected_hotkey": expected, "actual_hotkey": self.hotkey}
            return {"status": "fetch_rejected", "message": "Hotkey verification failed", **rejected}
        try:
            text = data["forecast_start_time"].replace("Z", "+00:00")
            start = datetime.datetime.fromisoformat(text).astimezone(datetime.timezone.utc)
        except (KeyError, AttributeError, ValueError) as malformed:
            raise Refused(422, "forecast_start_time is not a time with an offset") from malformed
        job_id = self.job_id(start)
        with self.lock:
            job = self.jobs.get(job_id)
            if job is None:
                name = f"weather_forecast_{start:%Y%m%d%H}_miner_hk_{self.hotkey[:10]}_{job_id[:8]}.zarr"
                job = self.jobs[job_id] = Job(job_id, name)
                threading.Thread(target=self.compute, args=(job, start), daemon=True).start()
        if job.status == "completed":
            return self.access({"job_id": job_id})
        return {"status": "fetch_accepted", "job_id": job_id}

    def compute(self, job, start):
        try:
            time.sleep(self.delay)
            directory = os.path.join(self.directory, job.store)
            self.forecast.write(directory, start)
            job.manifest_hash = write_manifest(directory, self.hotkey, self.key)
            job.status = "completed"
        except Exception:
            job.status = "failed"
            raise

    def job(self, data):
        job_id = data.get("job_id")
        if not isinstance(job_id, str) or not job_id:
            raise Refused(400, "Missing job_id")
        return self.jobs.get(job_id.lower())

    def poll(self, data):
        job = self.job(data)
        if job is None:
            return {"status": "not_found", "job_id": data["job_id"], "message": "There is no such job."}
        return {"status": job.status, "job_id": job.id, "output_ready": job.status == "completed"}

    def access(self, data):
        job = self.job(data)
        if job is None:
            return {"status": "not_found", "message": "There is no such job."}
        if job.status != "completed":
            return {"status": "error" if job.status == "failed" else job.status, "job_id": job.id}
        return {
            "status": "completed",
            "job_id": job.id,
            "zarr_store_url": "/forecasts/" + job.store,
            "verification_hash": job.manifest_hash,
            "access_token": self.tokens.issue(job.id, job.store),
        }

    def object(self, authorization, path):
        """The bytes of one object; the path is taken as it was sent, so nothing encoded is ever decoded."""
        store = self.tokens.store(authorization)
        segments = path.split("/")
        plain = all(re.fullmatch(r"[A-Za-z0-9_.-]+", each) and each.strip(".") for each in segments)
        if not plain or segments[0] != store:
            raise Refused(403, "the token does not cover this path")
        file = os.path.join(self.directory, *segments)
        if not os.path.isfile(file):
            raise Refused(404, "there is no such object")
        with open(file, "rb") as content:
            return content.read()


# ---- HTTP ----------------------------------------------------------------------------------------------------------


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60
    miner = None

    QUESTIONS = {
        "/weather-initiate-fetch": "initiate",
        "/weather-poll-job-status": "poll",
        "/weather-kerchunk-request": "access",
    }

    def log_message(self, form, *values):
        pass

    def do_POST(self):
        try:
            self.reply(200, self.answer(self.body()))
        except Refused as refused:
            self.reply(refused.status, {"error": str(refused)})

    def body(self):
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch(r"\d{1,8}", length) or int(length) > LONGEST_BODY:
            self.close_connection = True
            raise Refused(413, "the body has no length, or is too long")
        return self.rfile.read(int(length))

    def answer(self, body):
        gate = self.miner.gate
        if self.path == "/exchange-symmetric-key":
            gate.exchange(self.headers, body)
            return {"status": "Symmetric key exchanged successfully"}
        encrypted = "symmetric-key-uuid" in self.headers
        opened = (
            gate.open_fiber(self.headers, body)
            if encrypted
            else gate.open_direct(self.headers, "POST", self.path, body)
        )
        question = self.QUESTIONS.get(self.path)
        if question is None:
            raise Refused(404, "Not Found")
        try:
            data = json.loads(opened)["data"]
        except (ValueError, KeyError, TypeError) as malformed:
            raise Refused(422, "the body is not JSON with data") from malformed
        if not isinstance(data, dict):
            raise Refused(422, "data is not an object")
        return getattr(self.miner, question)(data)

    def do_GET(self):
        if self.path == "/public-encryption-key":
            self.reply(200, {"public_key": self.miner.gate.public_pem(), "timestamp": time.time()})
            return
        try:
            if not self.path.startswith("/forecasts/"):
                raise Refused(404, "Not Found")
            path = self.path[len("/forecasts/") :]
            self.send_object(self.miner.object(self.headers.get("Authorization", ""), path))
        except Refused as refused:
            self.reply(refused.status, {"detail": str(refused)})

    do_HEAD = do_GET

    def send_object(self, data):
        part = re.fullmatch(r"bytes=(\d{1,12})-(\d{0,12})", self.headers.get("Range", ""))
        if part is None:
            self.send(200, data, "application/octet-stream")
            return
        first, last = int(part.group(1)), min(int(part.group(2) or len(data)), len(data) - 1)
        if first > last:
            self.send(416, b"", "application/octet-stream", {"Content-Range": f"bytes */{len(data)}"})
            return
        where = {"Content-Range": f"bytes {first}-{last}/{len(data)}"}
        self.send(206, data[first : last + 1], "application/octet-stream", where)

    def reply(self, status, answer):
        body = json.dumps(answer).encode()
        # A signed answer is evidence in a dispute.
        text = "\n".join(["v1", str(status), self.headers.get("nonce", ""), hashlib.sha256(body).hexdigest()])
        signature = "0x" + self.miner.key.sign(text.encode()).hex()
        self.send(status, body, "application/json", {"signature": signature})

    def send(self, status, body, kind, more=None):
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        """A caller that goes away is no news."""


def certificate(directory):
    """A self-signed certificate and its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "miner")])
    today = datetime.datetime.utcnow()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = os.path.join(directory, "server.pem")
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--directory", help="where the stores are written (a new temporary directory)")
    parser.add_argument("--seed", help="of the key, 64 hexadecimal digits (drawn)")
    parser.add_argument("--grid", default="13x24", help="rows x columns (13x24)")
    parser.add_argument("--levels", default=",".join(map(str, LEVELS)), help="hPa (all thirteen)")
    parser.add_argument("--delay", type=float, default=0, help="seconds that a forecast takes at least")
    parser.add_argument("--tls", action="store_true", help="speak TLS with a self-signed certificate")
    options = parser.parse_args()

    Handler.miner = Miner(options)
    server = Server((options.host, options.port), Handler)
    if options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate(Handler.miner.directory))
        # The handshake waits for the caller, so it belongs into the caller's thread.
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    scheme = "https" if options.tls else "http"
    url = f"{scheme}://{options.host}:{server.server_address[1]}"
    print(json.dumps({"hotkey": Handler.miner.hotkey, "url": url}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
