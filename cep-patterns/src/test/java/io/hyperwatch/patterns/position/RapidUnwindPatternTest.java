package io.hyperwatch.patterns.position;

import io.hyperwatch.patterns.incident.Step;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class RapidUnwindPatternTest {

    private static final long BEGINNING = 1_760_130_903_000L;

    private final List<Step<UnwindStep>> steps = new ArrayList<>();

    static CepRun<UnwindStep, RapidUnwind> cep() throws Exception {
        return new CepRun<>(
                step(UnwindStepKind.OPENED, 0),
                UnwindStep::position,
                RapidUnwindPattern::follow,
                RapidUnwindPattern.LATE);
    }

    @Test
    void findsOpenedIncreasedTwiceEndedExactlyInTime() throws Exception {
        send(UnwindStepKind.OPENED, 0);
        send(UnwindStepKind.INCREASED, 1_000);
        send(UnwindStepKind.INCREASED, 1_000);
        send(UnwindStepKind.ENDED, 600_000);
        assertThat(matches()).hasSize(1);
        RapidUnwind unwind = matches().get(0);
        assertThat(unwind.increased()).hasSize(2);
        assertThat(unwind.lastedMs()).isEqualTo(600_000);
    }

    @Test
    void findsNothingAMillisecondTooLateOrWithAnIncreaseTooFew() throws Exception {
        send(UnwindStepKind.OPENED, 0);
        send(UnwindStepKind.INCREASED, 1_000);
        send(UnwindStepKind.INCREASED, 2_000);
        send(UnwindStepKind.ENDED, 600_001);
        send(UnwindStepKind.OPENED, 700_000);
        send(UnwindStepKind.INCREASED, 701_000);
        send(UnwindStepKind.ENDED, 702_000);
        assertThat(matches()).isEmpty();
    }

    @Test
    void anOpeningBreaksWhatWasLeftOfThePositionBefore() throws Exception {
        send(UnwindStepKind.OPENED, 0);
        send(UnwindStepKind.INCREASED, 1);
        send(UnwindStepKind.INCREASED, 2);
        send(UnwindStepKind.OPENED, 3);
        send(UnwindStepKind.ENDED, 4);
        assertThat(matches()).isEmpty();
    }

    @Test
    void stepsOfOneTimeKeepTheirOrder() throws Exception {
        for (int i = 0; i < 3; i++) {
            send(UnwindStepKind.OPENED, 5);
            send(UnwindStepKind.INCREASED, 5);
            send(UnwindStepKind.INCREASED, 5);
            send(UnwindStepKind.ENDED, 5);
        }
        assertThat(matches()).hasSize(3);
    }

    @Test
    void goesOnFromASnapshotInTheMiddleOfAPosition() throws Exception {
        try (CepRun<UnwindStep, RapidUnwind> cep = cep()) {
            cep.send(step(UnwindStepKind.OPENED, 0), BEGINNING);
            cep.send(step(UnwindStepKind.INCREASED, 1), BEGINNING + 1);
            cep.watermark(BEGINNING + 1);
            cep.send(step(UnwindStepKind.INCREASED, 2), BEGINNING + 2);
            cep.restart();
            cep.send(step(UnwindStepKind.ENDED, 3), BEGINNING + 3);
            assertThat(cep.matches(List.of(), BEGINNING + 10, new Random(1))).hasSize(2);
        }
    }

    @Test
    void forgetsAPositionThatIsKept() throws Exception {
        try (CepRun<UnwindStep, RapidUnwind> cep = cep()) {
            cep.send(step(UnwindStepKind.OPENED, 0), BEGINNING);
            cep.send(step(UnwindStepKind.INCREASED, 1), BEGINNING + 1);
            cep.send(step(UnwindStepKind.INCREASED, 2), BEGINNING + 2);
            cep.watermark(BEGINNING + RapidUnwindPattern.WITHIN.toMillis() - 1);
            assertThat(cep.stored()).isPositive();
            cep.watermark(BEGINNING + RapidUnwindPattern.WITHIN.toMillis() + 10);
            assertThat(cep.stored()).isZero();
        }
    }

    private void send(UnwindStepKind kind, long atMs) {
        steps.add(new Step<>(BEGINNING + atMs, step(kind, atMs)));
    }

    private List<RapidUnwind> matches() throws Exception {
        try (CepRun<UnwindStep, RapidUnwind> cep = cep()) {
            return cep.matches(steps, BEGINNING + 10_000_000, new Random(1)).stream()
                    .filter(match -> match.input() != null)
                    .map(Step::input)
                    .toList();
        }
    }

    private static UnwindStep step(UnwindStepKind kind, long atMs) {
        return new UnwindStep(
                kind,
                "0xwhale",
                "BTC",
                kind + "-" + atMs,
                BEGINNING + atMs,
                false,
                new BigDecimal("100000"),
                BigDecimal.TEN,
                new BigDecimal("1000000"),
                false,
                new BigDecimal("1000000"),
                2,
                0,
                true,
                600_000,
                2,
                new BigDecimal("1000000"));
    }
}
