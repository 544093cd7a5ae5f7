package fairweather.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import fairweather.forecast.signature.KeyScheme;
import fairweather.gateway.miner.FakeMiner;
import fairweather.gateway.miner.Rows;
import fairweather.gateway.runtime.MigratedDatabase;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A deployment whose hotkeys are sr25519, with its own key sealed. */
@QuarkusTest
@WithTestResource(
        value = MigratedDatabase.class,
        initArgs = {
            @ResourceArg(name = "signature-scheme", value = "sr25519"),
            @ResourceArg(name = "passphrase", value = Sr25519Test.PASSPHRASE)
        })
class Sr25519Test {
    static final String PASSPHRASE = "correct horse battery";

    @ConfigProperty(name = "fairweather.validator.key-file")
    Path keyFile;

    @Test
    void questions_are_signed_and_commitments_verified_by_the_schemes_own_keys() {
        try (FakeMiner miner = new FakeMiner(KeyScheme.SR25519)) {
            Rows.Response response = miner.seeded();
            Gateway.ask(response, "initiate").then().statusCode(200).body("result", equalTo("accepted"));

            Gateway.ask(response, "freeze")
                    .then()
                    .statusCode(200)
                    .body("result", equalTo("verified"))
                    .body("signer", equalTo(miner.hotkey()));
        }
    }

    @Test
    void a_commitment_signed_by_the_other_scheme_is_refused() {
        try (FakeMiner miner = new FakeMiner(KeyScheme.SR25519)) {
            Rows.Response response = miner.seeded();
            miner.sign(miner.hotkey(), KeyScheme.ED25519.signer(new byte[32], null));

            Gateway.ask(response, "freeze").then().statusCode(200).body("code", equalTo("INTEGRITY_SIGNATURE"));
        }
    }

    @Test
    void the_key_that_the_service_made_is_sealed() throws IOException {
        assertThat(Files.readString(keyFile, StandardCharsets.US_ASCII))
                .contains("sr25519", "aes-256-gcm")
                .doesNotContain(PASSPHRASE);
    }
}
