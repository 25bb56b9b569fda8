package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.factlog.Captures;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Real liquidation fills. */
class CapturedLiquidationsTest {

    private static final String OWN_LIQUIDATIONS = "rest/gblack686-raw_fills.json";
    private static final String MAKER_SIDE = "ws/nautilus-ws_user_fill_liquidation.json";
    private static final String TWO_HOURS = "liquidations/quasareum-exp016_fills.2h.csv";
    private static final String TWO_HOURS_GROUPED = "liquidations/quasareum-exp016_units.2h.csv";

    private final Collected out = new Collected();
    private final LiquidationAssembler assembler =
            new LiquidationAssembler(
                    new SeenIds(new HeapTable<>(), new HeapCell<>()),
                    new HeapTable<>(),
                    new LiquidationBook(new HeapTable<>()),
                    new SeenIds(new HeapTable<>(), new HeapCell<>()),
                    new HeapTable<>(),
                    new HeapCell<>());

    @Test
    void theNineteenOwnLiquidationFillsOfAnAccountAreAllLongsItLost() throws IOException {
        List<JsonNode> fills = new ArrayList<>();
        String account = null;
        for (JsonNode fill : Captures.json(OWN_LIQUIDATIONS)) {
            fills.add(0, fill);
            if (fill.has("liquidation")) {
                account = fill.get("liquidation").get("liquidatedUser").asText();
            }
        }
        for (JsonNode json : fills) {
            Fill fill = fill(account, json);
            assembler.onEntry(FillLogEntry.of(fill), fill.timeMs(), out);
        }
        assertThat(out.liquidations()).hasSize(19);
        assertThat(out.liquidations())
                .allMatch(fill -> fill.counted() && !fill.history() && fill.closedPnl() != null)
                .extracting(LiquidationFill::positionSide)
                .containsOnly(PositionSide.LONG);
        Map<String, Set<String>> expected = new HashMap<>();
        for (JsonNode fill : fills) {
            if (fill.has("liquidation")) {
                String key = fill.get("coin").asText();
                expected.computeIfAbsent(key, coin -> new HashSet<>())
                        .add(fill.get("time").asText());
            }
        }
        assertThat(liquidations()).isEqualTo(episodes(expected));
    }

    @Test
    void aMakersFillNamesTheStrangerWhoWasLiquidated() throws IOException {
        JsonNode fill = Captures.json(MAKER_SIDE).get("data").get("fills").get(0);
        Fill maker = fill("0xmaker", fill);
        assembler.onEntry(FillLogEntry.of(maker), maker.timeMs(), out);
        LiquidationFill seen = out.liquidations().get(0);
        assertThat(seen.liquidatedUser()).startsWith("0x360878d3");
        assertThat(seen.counterparty()).isEqualTo("0xmaker");
        assertThat(seen.positionSide()).isEqualTo(PositionSide.SHORT);
        assertThat(seen.closedPnl()).isNull();
        assertThat(seen.valueUsd()).isEqualByComparingTo("66.653");
    }

    @Test
    void twoHoursOfAllLiquidationFillsGroupAsTheirPublisherGroupedThem() throws IOException {
        List<String> rows = Files.readAllLines(Captures.file(TWO_HOURS));
        Map<String, Set<String>> times = new HashMap<>();
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 1; i < rows.size(); i++) {
            String[] row = rows.get(i).split(",");
            Fill fill = fill(row, i);
            total = total.add(fill.valueUsd());
            times.computeIfAbsent(row[1] + "|" + row[2], key -> new HashSet<>()).add(row[0]);
            assembler.onEntry(FillLogEntry.of(fill), fill.timeMs(), out);
        }
        assertThat(out.liquidations()).hasSize(rows.size() - 1);
        Map<String, LiquidationFill> newest = new HashMap<>();
        out.liquidations().forEach(fill -> newest.put(fill.liquidationId(), fill));
        int published = Files.readAllLines(Captures.file(TWO_HOURS_GROUPED)).size() - 1;
        assertThat(newest).hasSize(episodes(times)).hasSize(published);
        assertThat(
                        newest.values().stream()
                                .map(LiquidationFill::liquidationValueUsd)
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(total);
    }

    private int liquidations() {
        Set<String> ids = new HashSet<>();
        out.liquidations().forEach(fill -> ids.add(fill.liquidationId()));
        return ids.size();
    }

    /** Runs of times, each at most 5 s from the next, of all the keys. */
    private static int episodes(Map<String, Set<String>> times) {
        int episodes = 0;
        for (Set<String> ofKey : times.values()) {
            List<Long> sorted = new ArrayList<>();
            ofKey.forEach(time -> sorted.add(Long.parseLong(time)));
            Collections.sort(sorted);
            for (int i = 0; i < sorted.size(); i++) {
                if (i == 0 || sorted.get(i) - sorted.get(i - 1) > 5_000) {
                    episodes++;
                }
            }
        }
        return episodes;
    }

    private static Fill fill(String user, JsonNode fill) {
        JsonNode mark = fill.get("liquidation");
        return fill(
                user,
                fill.get("coin").asText(),
                Side.valueOf(fill.get("side").asText()),
                new BigDecimal(fill.get("px").asText()),
                new BigDecimal(fill.get("sz").asText()),
                fill.get("time").asLong(),
                fill.get("dir").asText(),
                new BigDecimal(fill.get("closedPnl").asText()),
                fill.get("tid").asLong(),
                mark == null
                        ? null
                        : new LiquidationMark(
                                mark.get("liquidatedUser").asText(),
                                new BigDecimal(mark.get("markPx").asText()),
                                LiquidationMethod.MARKET,
                                false));
    }

    private static Fill fill(String[] row, int tid) {
        return fill(
                row[2],
                row[1],
                Side.A,
                new BigDecimal(row[4]),
                BigDecimal.ONE,
                Long.parseLong(row[0]),
                "Close Long",
                BigDecimal.ZERO,
                tid,
                new LiquidationMark(row[2], BigDecimal.ONE, LiquidationMethod.MARKET, false));
    }

    private static Fill fill(
            String user,
            String coin,
            Side side,
            BigDecimal price,
            BigDecimal size,
            long timeMs,
            String direction,
            BigDecimal closedPnl,
            long tid,
            LiquidationMark mark) {
        return new Fill(
                user,
                coin,
                side,
                price,
                size,
                timeMs,
                BigDecimal.ZERO,
                direction,
                closedPnl,
                "0x1",
                1,
                true,
                BigDecimal.ZERO,
                "USDC",
                tid,
                null,
                mark,
                new Provenance(Source.REST, timeMs + 500, Sequence.NONE, 0, 1, 0, true, false));
    }
}
