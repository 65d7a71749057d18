package lungo.kernel.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final List<byte[]> PARTS = List.of(bytes("{}"), bytes("{}"), bytes("{}"), bytes("{\"a\":1}"));

    @Test
    void signsAsPythonsHmacDoes() {
        // hmac.new(b"key", b'{}{}{}{"a":1}', "sha256").hexdigest()
        assertThat(new Signature("hmac-sha256", bytes("key")).sign(PARTS))
                .asString()
                .isEqualTo("5c59a161f31dbc453751f94cd7e9bdd78e1ed3419c132f75b8e0f3b0d1313693");
    }

    @Test
    void verifiesOnlyItsOwnSignatures() {
        var signature = new Signature("hmac-sha256", bytes("key"));
        assertThat(signature.verifies(signature.sign(PARTS), PARTS)).isTrue();
        assertThat(signature.verifies(new Signature("hmac-sha256", bytes("other")).sign(PARTS), PARTS))
                .isFalse();
        assertThat(signature.verifies(new byte[0], PARTS)).isFalse();
    }

    @Test
    void anEmptyKeyTurnsSigningOff() {
        var signature = new Signature("hmac-sha256", new byte[0]);
        assertThat(signature.sign(PARTS)).isEmpty();
        assertThat(signature.verifies(bytes("anything"), PARTS)).isTrue();
    }

    @Test
    void anUnknownSchemeIsNamed() {
        assertThatThrownBy(() -> new Signature("hmac-nothing", bytes("key")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hmac-nothing");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
