package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;

/**
 * A price observation of one coin, topic {@code hl.prices.v1}, keyed by coin. One flat record for
 * all kinds; fields that a kind does not carry are null.
 *
 * @param kind which stream
 * @param coin exact name on the exchange
 * @param timeMs the exchange's time for {@code BBO}, time of receipt for the others
 * @param bidPrice {@code BBO}; null for an empty side
 * @param bidSize in coins
 * @param askPrice {@code BBO}; null for an empty side
 * @param askSize in coins
 * @param midPrice {@code MID}, {@code REFERENCE}; in {@code CONTEXT} null for an empty book
 * @param markPrice {@code CONTEXT}
 * @param oraclePrice {@code CONTEXT}, null for spot
 * @param fundingRate {@code CONTEXT}: running estimate of the hourly rate, a fraction
 * @param openInterest {@code CONTEXT}: in coins
 * @param prevDayPrice {@code CONTEXT}: 24 hours ago
 * @param dayNotionalVolumeUsd {@code CONTEXT}: last 24 hours
 * @param premium {@code CONTEXT}: a fraction
 * @param venue {@code REFERENCE}: name of the venue
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record Price(
        PriceKind kind,
        String coin,
        long timeMs,
        BigDecimal bidPrice,
        BigDecimal bidSize,
        BigDecimal askPrice,
        BigDecimal askSize,
        BigDecimal midPrice,
        BigDecimal markPrice,
        BigDecimal oraclePrice,
        BigDecimal fundingRate,
        BigDecimal openInterest,
        BigDecimal prevDayPrice,
        BigDecimal dayNotionalVolumeUsd,
        BigDecimal premium,
        String venue,
        Provenance provenance) {

    public static Price mid(String coin, long timeMs, BigDecimal mid, Provenance provenance) {
        return new Price(
                PriceKind.MID,
                coin,
                timeMs,
                null,
                null,
                null,
                null,
                mid,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                provenance);
    }

    public static Price bbo(
            String coin,
            long timeMs,
            BigDecimal bidPrice,
            BigDecimal bidSize,
            BigDecimal askPrice,
            BigDecimal askSize,
            Provenance provenance) {
        return new Price(
                PriceKind.BBO,
                coin,
                timeMs,
                bidPrice,
                bidSize,
                askPrice,
                askSize,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                provenance);
    }

    /** Of another venue, at the time of receipt. */
    public static Price reference(
            String coin, long timeMs, BigDecimal price, String venue, Provenance provenance) {
        return new Price(
                PriceKind.REFERENCE,
                coin,
                timeMs,
                null,
                null,
                null,
                null,
                price,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                venue,
                provenance);
    }

    /** Identity for de-duplication: prices carry no id of their own, so the place in the log. */
    public String identity() {
        return coin + "|" + kind + "|" + provenance.sequence();
    }

    public Price withProvenance(Provenance newProvenance) {
        return new Price(
                kind,
                coin,
                timeMs,
                bidPrice,
                bidSize,
                askPrice,
                askSize,
                midPrice,
                markPrice,
                oraclePrice,
                fundingRate,
                openInterest,
                prevDayPrice,
                dayNotionalVolumeUsd,
                premium,
                venue,
                newProvenance);
    }
}
