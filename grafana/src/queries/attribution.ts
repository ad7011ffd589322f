import { chosenStations } from '../variables.ts';

const attribution = (stations: string): string => `select station.provider as "Provider",
  coalesce(licence.name, 'none published') as "Licence", coalesce(held.attribution_name, station.owner) as "To be named",
  held.attribution_url as "Address", count(distinct station.location_id) as "Stations"
from star.station
left join star.bridge_location_licence as held on held.location_id = station.location_id
  and held.date_from <= $__timeTo()::date and held.date_to >= $__timeFrom()::date
left join star.dim_licence as licence using (licence_id)
where ${stations}
group by 1, 2, 3, 4
order by 5 desc, 1, 3`;

/** Whose data the board shows, and under which terms, as they held in the range of the board. */
export const attributionOfChosen = attribution(chosenStations);

export const attributionOfStation = attribution('station.location_id::text = ${station:sqlstring}');
