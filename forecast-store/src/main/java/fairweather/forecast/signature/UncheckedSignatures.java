package fairweather.forecast.signature;

/** Takes 64 bytes of anything for a signature of any address: it proves nothing. */
final class UncheckedSignatures implements SignatureScheme {
    @Override
    public String id() {
        return "none";
    }

    @Override
    public boolean verify(String address, byte[] message, byte[] signature) {
        return Ss58.isValid(address) && signature != null && signature.length == Ed25519.SIGNATURE_BYTES;
    }
}
