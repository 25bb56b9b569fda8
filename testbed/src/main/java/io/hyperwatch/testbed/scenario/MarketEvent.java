package io.hyperwatch.testbed.scenario;

import io.hyperwatch.testbed.exchange.AutoDeleveraging;
import io.hyperwatch.testbed.exchange.Faults;
import io.hyperwatch.testbed.exchange.Liquidation;
import io.hyperwatch.testbed.exchange.Market;
import io.hyperwatch.testbed.exchange.MarketOrder;

import java.math.BigDecimal;

/** One thing a scenario makes happen, with every figure decided beforehand. */
sealed interface MarketEvent {

    void happen(Market market, Faults faults);

    /** New best bid and offer. */
    record Quoted(
            String coin,
            BigDecimal bidPrice,
            BigDecimal bidSize,
            BigDecimal askPrice,
            BigDecimal askSize)
            implements MarketEvent {
        @Override
        public void happen(Market market, Faults faults) {
            market.quote(coin, bidPrice, bidSize, askPrice, askSize);
        }
    }

    /** New oracle and mark price, seen in the next context. */
    record Repriced(String coin, BigDecimal oracle, BigDecimal mark) implements MarketEvent {
        @Override
        public void happen(Market market, Faults faults) {
            market.setOracle(coin, oracle);
            market.setMark(coin, mark);
        }
    }

    /** An order met the book. */
    record Traded(MarketOrder order) implements MarketEvent {
        @Override
        public void happen(Market market, Faults faults) {
            market.trade(order);
        }
    }

    /** A position was closed by force. */
    record Liquidated(Liquidation liquidation) implements MarketEvent {
        @Override
        public void happen(Market market, Faults faults) {
            market.liquidate(liquidation);
        }
    }

    /** A profitable account was closed against one in default. */
    record Deleveraged(AutoDeleveraging adl) implements MarketEvent {
        @Override
        public void happen(Market market, Faults faults) {
            market.autoDeleverage(adl);
        }
    }

    /** The exchange misbehaves, or stops doing so. */
    record Broke(Action.Fault fault, boolean begins) implements MarketEvent {
        @Override
        public void happen(Market market, Faults faults) {
            switch (fault.kind()) {
                case DROP_ALL -> faults.dropAll();
                case DROP_ONE -> faults.dropOne();
                case EXPIRE_ALL -> faults.expireAll();
                case STALL -> faults.stall(begins);
                case GARBAGE -> faults.garbage();
                case DUPLICATE_FRAMES -> faults.duplicateFrames(fault.count());
                case DELAY_ACKS -> faults.delayAcks(fault.lasting().duration());
                case REFUSE_CONNECTIONS -> faults.refuseConnections(begins);
                case REQUEST_STORM -> faults.requestStorm(fault.lasting().duration());
                case FAIL_REQUESTS -> faults.failRequests(fault.status(), fault.count());
                default -> throw new IllegalStateException("no such fault: " + fault.kind());
            }
        }
    }
}
