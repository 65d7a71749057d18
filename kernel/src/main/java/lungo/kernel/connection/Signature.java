package lungo.kernel.connection;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages and checks signatures. Safe for use by many threads. Source: Jupyter messaging, "Wire protocol". */
public final class Signature {
    private static final byte[] NONE = new byte[0];

    private final ThreadLocal<Mac> macs;

    /** For {@code scheme}, say {@code hmac-sha256}; an empty key means that messages are not signed. */
    public Signature(String scheme, byte[] key) {
        if (key.length == 0) {
            macs = null;
            return;
        }
        var algorithm = scheme.replace("-", "");
        newMac(scheme, algorithm, key);
        macs = ThreadLocal.withInitial(() -> newMac(scheme, algorithm, key));
    }

    /** The signature of the four JSON parts, as lower-case hex in ASCII. */
    public byte[] sign(List<byte[]> parts) {
        if (macs == null) {
            return NONE;
        }
        var mac = macs.get();
        parts.forEach(mac::update);
        return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether {@code signature} is that of {@code parts}; takes the same time however many characters agree. */
    public boolean verifies(byte[] signature, List<byte[]> parts) {
        return macs == null || MessageDigest.isEqual(signature, sign(parts));
    }

    private static Mac newMac(String scheme, String algorithm, byte[] key) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Unknown signature scheme '" + scheme + "'; hmac-sha256 is one.", e);
        }
    }
}
