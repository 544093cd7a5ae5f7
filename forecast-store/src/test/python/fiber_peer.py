"""The other side of a fiber key exchange, by python3-cryptography.

make DIR: a key pair in DIR, then a Fernet key and a token of it, one a line.
open DIR SEALED TOKEN KEY: the content of a sealed session key and of a token, in hexadecimal digits, one a line.
"""

import base64
import pathlib
import sys

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

CONTENT = '{"nonce": "1_0123456789", "data": {"text": "Gruß"}}'.encode()


def make(directory):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    (directory / "private.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    (directory / "public.pem").write_bytes(
        key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    fernet = Fernet.generate_key()
    print(fernet.decode())
    print(Fernet(fernet).encrypt(CONTENT).decode())


def open_all(directory, sealed, token, fernet):
    key = serialization.load_pem_private_key((directory / "private.pem").read_bytes(), None)
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    print(key.decrypt(base64.b64decode(sealed), oaep).hex())
    print(Fernet(fernet).decrypt(token).hex())


mode, directory, *rest = sys.argv[1:]
if mode == "make":
    make(pathlib.Path(directory))
else:
    open_all(pathlib.Path(directory), *rest)
