package io.hyperwatch.bridge.normalize;

import java.util.List;

/** The part of the {@link Corpus} that is about accounts and vaults. */
final class AccountCorpus {

    private AccountCorpus() {}

    /** Acknowledgements that tell which account a socket's nameless streams are about. */
    static List<String> prelude() {
        return List.of();
    }

    static List<Corpus.Fixture> all() {
        return List.of(
                Corpus.frame(
                        "userFills",
                        "{\"isSnapshot\":true,\"user\":\"%s\",\"fills\":[%s]}"
                                .formatted(
                                        Frames.MAKER,
                                        Frames.fill(
                                                "HYPE",
                                                "A",
                                                "Close Long",
                                                7,
                                                Frames.liquidation(Frames.VICTIM, "market"))),
                        "/data/fills"),
                Corpus.frame(
                        "userFills",
                        "{\"user\":\"%s\",\"fills\":[%s]}"
                                .formatted(Frames.MAKER, Frames.fill("@107", "B", "Buy", 8, "")),
                        "/data/fills"));
    }
}
