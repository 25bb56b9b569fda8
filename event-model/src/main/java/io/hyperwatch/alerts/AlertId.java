package io.hyperwatch.alerts;

import io.hyperwatch.json.CanonicalJson;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Alert ids follow from content, so that the same log gives the same ids whenever it is judged: the
 * first 32 hex digits of SHA-256 over the JSON array [rule, version, subject, kind, severity,
 * identity of the first evidence event].
 */
public final class AlertId {

    private static final int HEX_DIGITS = 32;

    private AlertId() {}

    public static String of(
            String rule,
            int ruleVersion,
            String subject,
            AlertKind kind,
            Severity severity,
            String firstEvidenceIdentity) {
        return digest(
                List.of(
                        rule,
                        ruleVersion,
                        subject,
                        kind.wireName(),
                        severity.wireName(),
                        firstEvidenceIdentity));
    }

    /** First 32 hex digits of SHA-256 over the JSON array of the parts. */
    public static String digest(List<?> parts) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(CanonicalJson.write(parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HEX_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
