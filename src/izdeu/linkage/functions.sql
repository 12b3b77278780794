-- What the model's conditions use beyond DuckDB's own functions: run this once on a connection,
-- and Splink computes the same weights as izdeu.
CREATE OR REPLACE MACRO distance_km(lat_l, lon_l, lat_r, lon_r) AS
    2 * 6371.0088 * asin(sqrt(least(1.0,
        pow(sin(radians(lat_r - lat_l) / 2), 2)
        + cos(radians(lat_l)) * cos(radians(lat_r)) * pow(sin(radians(lon_r - lon_l) / 2), 2))));
