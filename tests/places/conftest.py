"""A gazetteer of a few real rows, loaded as the big one is."""

import pytest

from places.loading import Files, load

TOWNS = """geonameid,name,ascii_name,aliases,admin1,admin1_name,country,lat,lon,timezone,population
2643743,London,,,ENG,England,GB,51.5085,-0.1257,Europe/London,8961989
5128581,New York City,,New York,NY,New York,US,40.7143,-74.006,America/New_York,8804190
5308655,Phoenix,,East Phoenix,AZ,Arizona,US,33.4484,-112.074,America/Phoenix,1650070
2867714,Munich,,,02,Bavaria,DE,48.1374,11.5755,Europe/Berlin,1505005
5746545,Portland,,Portland i Oregon,OR,Oregon,US,45.5234,-122.6762,America/Los_Angeles,652503
2935022,Dresden,,,13,Saxony,DE,51.0509,13.7383,Europe/Berlin,564904
5318313,Tucson,,,AZ,Arizona,US,32.2217,-110.9265,America/Phoenix,542629
6058560,London,,,08,Ontario,CA,42.9834,-81.233,America/Toronto,422324
5045360,Saint Paul,,City of Saint Paul|St. Paul,MN,Minnesota,US,44.9444,-93.0933,America/Chicago,303176
2911522,Halle (Saale),,,15,Saxony-Anhalt,DE,51.4816,11.9795,Europe/Berlin,237865
5145476,Akron,,Akron City,OH,Ohio,US,41.0814,-81.519,America/New_York,197542
4409896,Springfield,,,MO,Missouri,US,37.2153,-93.2982,America/Chicago,166810
4951788,Springfield,,,MA,Massachusetts,US,42.1015,-72.5898,America/New_York,154341
4250542,Springfield,,,IL,Illinois,US,39.8017,-89.6437,America/Chicago,116565
4975802,Portland,,,ME,Maine,US,43.6574,-70.2589,America/New_York,66881
5177922,Akron,,,PA,Pennsylvania,US,40.1568,-76.2022,America/New_York,3993
4619013,Dresden,,,TN,Tennessee,US,36.2914,-88.7081,America/Chicago,2898
5367815,London,,New London,CA,California,US,36.4761,-119.4432,America/Los_Angeles,1869
4725484,Saint Paul,,,TX,Texas,US,33.0412,-96.5503,America/Chicago,1066
4725486,Saint Paul,,,TX,Texas,US,28.0995,-97.5558,America/Chicago,584
2198148,Suva,,,01,Central,FJ,-18.1416,178.4415,Pacific/Fiji,93970
"""
POSTCODES = """zip,place,state,county,lat,lon,timezone
01067,Holyoke,MA,Hampden,42.2043,-72.6162,America/New_York
44308,Akron,OH,Summit,41.0814,-81.5190,America/New_York
"""
LOCAL_NAMES = """geonameid,name
2867714,München
"""


def written(folder, towns=TOWNS, postcodes=POSTCODES, local_names=LOCAL_NAMES) -> Files:
    """The three files of a gazetteer, written into a folder."""
    files = Files(folder / "towns.csv", folder / "postcodes.csv", folder / "local_names.csv")
    for path, text in zip(files, (towns, postcodes, local_names), strict=True):
        path.write_text(text, encoding="utf-8")
    return files


@pytest.fixture
def gazetteer(db, tmp_path):
    """Twenty-one towns and two postcodes."""
    return load(written(tmp_path))
